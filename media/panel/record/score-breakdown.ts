import type { CandidateRecord, RunRecord } from "../../../src/protocol/index.ts";

/** The terms of Eq. 7 for one candidate. */
export interface ScoreBreakdown {
  /** S_sim. */
  readonly similarity: number;
  /** S_ppl = 1 - PPL; null where it was left out of the score. */
  readonly perplexityScore: number | null;
  /** PPL as measured, whether it took part or not. */
  readonly perplexity: number | null;
  /** S_total = S_sim + lambda * S_ppl. */
  readonly total: number;
}

/** The embeddings behind the similarity are single precision. */
const TOLERANCE = 1e-6;

/**
 * The terms that add up to a candidate's score; null when it was not scored, or something else decided than the score.
 * Whether S_ppl took part is read off the total itself, so the panel cannot disagree with the core about the rule.
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
