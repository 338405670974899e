import { posteriorScores, type Scorable } from "../../../core/enhancement/index.ts";
import type { JudgedCandidate, Outcome } from "../outcome.ts";

/** Returns the candidates among which the run chose: those that it scored. */
export function scoredCandidates({ candidates }: Outcome): JudgedCandidate[] {
  return candidates.filter(({ similarity }) => similarity !== null);
}

/**
 * Returns how right the answer would be with another lambda in Eq. 7, from the same candidates; null where it was not
 * checked.
 */
export function correctWithWeight(outcome: Outcome, perplexityWeight: number): number | null {
  const scored = scoredCandidates(outcome);
  // Whatever lambda is, a reference that stood in for missing candidates, or no answer, stays what it is.
  if (scored.length === 0) return outcome.correct;
  return scored[posteriorScores(scorables(outcome, scored), perplexityWeight).winner]?.correct ?? null;
}

/** Returns how right the answer would be with the least perplexity alone; null where not all candidates have one. */
export function correctByPerplexity(outcome: Outcome): number | null {
  const scored = scoredCandidates(outcome);
  if (scored.length === 0) return outcome.correct;
  const alike = scorables(outcome, scored).map((candidate) => ({ ...candidate, similarity: 0 }));
  const { winner, perplexityLeftOut } = posteriorScores(alike, 1);
  return perplexityLeftOut === null ? (scored[winner]?.correct ?? null) : null;
}

/** Returns how right an answer chosen by chance is on average. */
export function correctAtRandom(outcome: Outcome): number | null {
  return ofCandidates(outcome, (known) => known.reduce((sum, value) => sum + value, 0) / known.length);
}

/** Returns how right the best of the candidates is: what no choice among them can pass. */
export function correctAtBest(outcome: Outcome): number | null {
  return ofCandidates(outcome, (known) => Math.max(...known));
}

function ofCandidates(outcome: Outcome, combine: (known: readonly number[]) => number): number | null {
  const scored = scoredCandidates(outcome);
  if (scored.length === 0) return outcome.correct;
  const known = scored.flatMap(({ correct }) => correct ?? []);
  return known.length === 0 ? null : combine(known);
}

function scorables({ prior }: Outcome, candidates: readonly JudgedCandidate[]): Scorable[] {
  const values = new Map(prior.map(({ model, value }) => [model, value]));
  return candidates.map(({ similarity, perplexity, model, subset }) => ({
    similarity: similarity ?? 0,
    perplexity,
    model,
    subsetPrior: subset.reduce((sum, name) => sum + (values.get(name) ?? 0), 0),
  }));
}
