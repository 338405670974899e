import { posteriorScores, type Scorable } from "../../../core/enhancement/index.ts";
import type { JudgedCandidate, Outcome } from "../outcome.ts";

/** Returns the candidates from which the run chose: those with a score. */
export function scoredCandidates({ candidates }: Outcome): JudgedCandidate[] {
  return candidates.filter(({ similarity }) => similarity !== null);
}

/**
 * Returns how right the answer would be with another lambda in Eq. 7, from the same candidates; null when it was not
 * checked.
 */
export function correctWithWeight(outcome: Outcome, perplexityWeight: number): number | null {
  const scored = scoredCandidates(outcome);
  // If there are no candidates, a reference is the answer or there is none, whatever lambda is.
  if (scored.length === 0) return outcome.correct;
  return scored[posteriorScores(scorables(outcome, scored), perplexityWeight).winner]?.correct ?? null;
}

/** Returns how right the answer with the lowest perplexity is; null when not all candidates have a perplexity. */
export function correctByPerplexity(outcome: Outcome): number | null {
  const scored = scoredCandidates(outcome);
  if (scored.length === 0) return outcome.correct;
  const alike = scorables(outcome, scored).map((candidate) => ({ ...candidate, similarity: 0 }));
  const { winner, perplexityLeftOut } = posteriorScores(alike, 1);
  return perplexityLeftOut === null ? (scored[winner]?.correct ?? null) : null;
}

/** Returns the mean correctness of an answer that is chosen at random. */
export function correctAtRandom(outcome: Outcome): number | null {
  return ofCandidates(outcome, (known) => known.reduce((sum, value) => sum + value, 0) / known.length);
}

/** Returns how right the best of the candidates is, which no choice among them can exceed. */
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
