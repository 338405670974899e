import type { Candidate } from "../candidate.ts";
import type { CallContext } from "../../calls/index.ts";
import type { Question } from "../../question.ts";
import type { PoolMember } from "../../ports.ts";
import type { Emit } from "../../record/index.ts";
import type { System } from "../system.ts";
import { askMostConsistent } from "./ask-most-consistent.ts";
import type { Voting } from "./vote.ts";

/** The system, question and aggregators of a comparison. */
interface Comparing {
  readonly system: System;
  readonly question: Question;
  readonly aggregators: Promise<readonly PoolMember[]>;
}

/**
 * Returns the function by which an aggregator compares a system's candidates; undefined for a system without
 * comparison.
 *
 * @param stop the user's signal: once it aborts, no warning is emitted and its reason is thrown
 */
export function comparing(
  { system, question, aggregators }: Comparing,
  context: CallContext,
  stop: AbortSignal,
): Voting["mostConsistent"] {
  if (system.asksForMostConsistent?.(context.parameters) !== true) return undefined;
  const emit: Emit = (event) => {
    if (event.type !== "warning" || !stop.aborted) context.emit(event);
  };
  return async (candidates: readonly Candidate[]) => {
    const [aggregator] = await aggregators;
    const named = await askMostConsistent(question, candidates, aggregator, { ...context, emit });
    stop.throwIfAborted();
    return named;
  };
}
