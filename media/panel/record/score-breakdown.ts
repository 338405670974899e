import type { CandidateRecord, RunRecord } from "../../../src/core/record/index.ts";

/** The terms of Eq. 7 for one candidate. */
export interface ScoreBreakdown {
  /** S_sim. */
  readonly similarity: number;
  /** S_ppl = 1 - PPL; null where it was left out of the score. */
  readonly perplexityScore: number | null;
  /** PPL as measured, whether it was part of the score or not. */
  readonly perplexity: number | null;
  /** S_total = S_sim + lambda * S_ppl. */
  readonly total: number;
}

/** Tolerance for sums: the embeddings behind the similarity have single precision. */
const TOLERANCE = 1e-6;

/**
 * Returns the terms that add up to a candidate's score; null when the candidate was not scored, or something other than
 * the score decided. The total itself shows whether S_ppl is part of it, so the panel cannot disagree with the core
 * about the rule.
 */
export function scoreBreakdown(
  { decidedBy, parameters: { perplexityWeight } }: Pick<RunRecord, "decidedBy" | "parameters">,
  { similarity, perplexity, score }: CandidateRecord,
): ScoreBreakdown | null {
  const isScored = decidedBy === "posterior" || decidedBy === "medoid";
  if (!isScored || similarity === null || score === null) return null;
  const perplexityScore = perplexity === null ? null : 1 - perplexity;
  const tookPart =
    perplexityScore !== null && Math.abs(similarity + perplexityWeight * perplexityScore - score) < TOLERANCE;
  return { similarity, perplexityScore: tookPart ? perplexityScore : null, perplexity, total: score };
}
