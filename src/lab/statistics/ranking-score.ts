/** Which pairs of models Eq. 8 compares on a question: one right and one wrong, or outcomes half a point apart. */
export const pairRules = ["right-wrong", "half-apart"] as const;
export type PairRule = (typeof pairRules)[number];

/** From this outcome on a model counts as right where checkers give fractions. */
export const RIGHT = 0.5;

/**
 * Returns the pairs of Eq. 8 on one question, by position in `outcomes`: the worse model, the better one, the next
 * pair.
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

/** How many pairs there are, in how many the better model has the higher value, and in how many both have the same. */
export interface PairCounts {
  readonly pairs: number;
  readonly higher: number;
  readonly tied: number;
}

/** Eq. 8 on one question: ties count as not higher. */
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
