import type { PairCounts } from "../statistics/ranking-score.ts";
import type { Contribution } from "../statistics/series.ts";

/** The measures of a method, under their names for scripts. The first two are Eq. 8. */
export const measures = [
  /** The mean over questions of the share of pairs in the right order. */
  "rankingScorePerQuestion",
  /** The share of all questions' pairs in the right order. */
  "rankingScorePooled",
  /** The share of all questions' pairs whose models have equal values. */
  "rankingTies",
  "top1",
  "top3Mean",
  "top3Best",
  "top7Mean",
  "top7Best",
] as const;
export type Measure = (typeof measures)[number];

/**
 * Returns the measures of a ranking on one question.
 *
 * @param outcomes of the models, best-ranked first; at least one
 */
export function measureRanking(
  outcomes: readonly number[],
  counts: PairCounts,
): Readonly<Record<Measure, Contribution>> {
  const { pairs, higher, tied } = counts;
  const once = (sum: number): Contribution => ({ sum, weight: 1 });
  const top3 = outcomes.slice(0, 3);
  const top7 = outcomes.slice(0, 7);
  return {
    rankingScorePerQuestion: pairs > 0 ? once(higher / pairs) : { sum: 0, weight: 0 },
    rankingScorePooled: { sum: higher, weight: pairs },
    rankingTies: { sum: tied, weight: pairs },
    top1: once(outcomes[0] ?? 0),
    top3Mean: once(mean(top3)),
    top3Best: once(Math.max(...top3)),
    top7Mean: once(mean(top7)),
    top7Best: once(Math.max(...top7)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
