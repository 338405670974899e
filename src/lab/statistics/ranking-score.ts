/**
 * The pairs of models that Eq. 8 compares on a question: one right and one wrong, or outcomes at least half a point
 * apart.
 */
export const pairRules = ["right-wrong", "half-apart"] as const;
export type PairRule = (typeof pairRules)[number];

/** Minimum outcome of a model that counts as right when checkers give fractions. */
export const RIGHT = 0.5;

/**
 * Returns the pairs of Eq. 8 on one question as a flat list of positions in `outcomes`: the worse model, then the
 * better one, for each pair.
 *
 * @param outcomes in [0, 1]
 */
export function comparedPairs(outcomes: readonly number[], rule: PairRule): number[] {
  const pairs: number[] = [];
  for (const [worse, low] of outcomes.entries()) {
    for (const [better, high] of outcomes.entries()) {
      const counts = rule === "half-apart" ? high - low >= 0.5 : low < RIGHT && high >= RIGHT;
      if (counts) pairs.push(worse, better);
    }
  }
  return pairs;
}

/** Number of pairs, of pairs in which the better model has the higher value, and of pairs with equal values. */
export interface PairCounts {
  readonly pairs: number;
  readonly higher: number;
  readonly tied: number;
}

/** Counts the pairs of Eq. 8 on one question; ties do not count as higher. */
export function countPairs(pairs: readonly number[], values: readonly number[]): PairCounts {
  let higher = 0;
  let tied = 0;
  for (let at = 0; at < pairs.length; at += 2) {
    const worse = values[pairs[at] as number] as number;
    const better = values[pairs[at + 1] as number] as number;
    if (better > worse) higher += 1;
    else if (better === worse) tied += 1;
  }
  return { pairs: pairs.length / 2, higher, tied };
}
