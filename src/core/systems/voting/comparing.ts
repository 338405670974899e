import type { Candidate } from "../candidate.ts";
import type { CallContext } from "../../calls/index.ts";
import type { Question } from "../../question.ts";
import type { PoolMember } from "../../ports.ts";
import type { Emit } from "../../record/index.ts";
import type { System } from "../system.ts";
import { askMostConsistent } from "./ask-most-consistent.ts";
import type { Voting } from "./vote.ts";

/** Who compares the candidates of which question. */
interface Comparing {
  readonly system: System;
  readonly question: Question;
  readonly aggregators: Promise<readonly PoolMember[]>;
}

/**
 * How a system has its candidates compared by an aggregator; undefined where it does not.
 *
 * @param stop the user's signal: then nothing is told any more, and its reason is thrown
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
