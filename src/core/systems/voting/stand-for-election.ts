import type { Candidate } from "../candidate.ts";
import type { Reference } from "../../enhancement/index.ts";
import { CUT_OFF } from "../../calls/index.ts";
import type { Emit } from "../../record/index.ts";

/** Turns a reference into a candidate without changes, and reports it. Its cost stays with the reference. */
export function standForElection(reference: NonNullable<Reference>, draw: number, emit: Emit): Candidate {
  const { model, text, cutOff = false } = reference;
  const status = cutOff ? "truncated" : "finished";
  const subset = [model];
  emit({ type: "candidate-start", draw, subset, aggregator: model });
  const measured = { perplexity: null, meanLogprob: null, costUsd: null };
  emit({ type: "candidate-end", draw, status, text, thinking: "", error: cutOff ? CUT_OFF : null, ...measured });
  return { draw, subset, model, text, status, perplexity: null };
}

/** As `standForElection`, for all references that arrived; their places become the draws. */
export function allStandForElection(references: readonly Reference[], emit: Emit): Candidate[] {
  return references.flatMap((reference, draw) => (reference === null ? [] : [standForElection(reference, draw, emit)]));
}
