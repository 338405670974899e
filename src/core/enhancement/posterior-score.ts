/** One candidate as Eq. 7 scores it. */
export interface Scorable {
  /** S_sim. */
  readonly similarity: number;
  /** PPL; null when the server sent no log-probabilities. */
  readonly perplexity: number | null;
  /** Name of the model that wrote the candidate. */
  readonly model: string;
  /** Share of the question's examples that the code passes; null or absent when it is not known. */
  readonly passed?: number | null;
  /** Summed prior of the candidate's subset, which breaks ties. */
  readonly subsetPrior: number;
}

/** The scores of Eq. 7 and the candidate with the highest. */
interface PosteriorScores {
  /** S_total, in the candidates' order. */
  readonly scores: readonly number[];
  /** Index of the highest among those that pass most examples. */
  readonly winner: number;
  /** Why S_ppl was left out; null when it was not, and with lambda 0, which needs no S_ppl. */
  readonly perplexityLeftOut: string | null;
}

/**
 * Scores candidates by Eq. 7: S_total = S_sim + lambda * S_ppl with S_ppl = 1 - PPL. Perplexities compare only between
 * responses of one model that all have them; otherwise S_ppl is left out for all. Ties go to the subset with the higher
 * summed prior, then to the lower index. Where code was run on the examples of the question, only the candidates that
 * pass most of them can win; one whose code could not be run passes none.
 *
 * @param candidates at least one, by draw index
 * @param perplexityWeight lambda
 */
export function posteriorScores(candidates: readonly Scorable[], perplexityWeight: number): PosteriorScores {
  const perplexityLeftOut = perplexityWeight === 0 ? null : whyLeaveOutPerplexity(candidates);
  const scores = candidates.map(({ similarity, perplexity }) =>
    perplexityLeftOut === null && perplexity !== null ? similarity + perplexityWeight * (1 - perplexity) : similarity,
  );
  return { scores, winner: winnerOf(scores, candidates), perplexityLeftOut };
}

/**
 * Scores that differ by less are equal, because embeddings are single precision. Two candidates always agree equally.
 */
const SCORE_TOLERANCE = 1e-6;

function winnerOf(scores: readonly number[], candidates: readonly Scorable[]): number {
  const most = Math.max(...candidates.map(({ passed }) => passed ?? 0));
  const eligible = [...candidates.entries()].flatMap(([index, candidate]) =>
    (candidate.passed ?? 0) < most ? [] : [{ index, subsetPrior: candidate.subsetPrior, score: scores[index] ?? 0 }],
  );
  const highest = Math.max(...eligible.map(({ score }) => score));
  const tied = eligible.filter(({ score }) => highest - score <= SCORE_TOLERANCE);
  return tied.reduce((best, one) => (one.subsetPrior > best.subsetPrior ? one : best)).index;
}

/** Reasons for leaving S_ppl out. */
export const perplexityWarnings = {
  severalAggregators: "Perplexity is left out of the score: the candidates come from more than one aggregator.",
  noLogprobs: "Perplexity is left out of the score: the aggregator's server sent no log-probabilities.",
} as const;

function whyLeaveOutPerplexity(candidates: readonly Scorable[]): string | null {
  if (new Set(candidates.map(({ model }) => model)).size > 1) return perplexityWarnings.severalAggregators;
  return candidates.some(({ perplexity }) => perplexity === null) ? perplexityWarnings.noLogprobs : null;
}
