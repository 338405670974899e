import { oddsOf } from "./squared-odds.ts";

/** An answer that a model gave. */
export interface GivenAnswer {
  /** Equal for replies with the same answer. */
  readonly answer: string;
  /** Chance that the model is right, 0 to 1. */
  readonly prior: number;
}

/** An answer with the chance that it is right, divided by the chance that it is wrong. */
export interface LikelyAnswer {
  readonly answer: string;
  readonly odds: number;
}

/**
 * Returns the given answers with their posterior odds, as if models erred independently: W(a) divided by the sum of W
 * over all other possible answers. W(a) is the product of m pi / (1 - pi) over the models that gave a, and 1 for an
 * answer that no model gave. With m = 1 the odds of two answers are the product of the odds of the models that agree,
 * divided by the product of the odds of those that disagree.
 *
 * Models share errors, so high odds are too high. The odds decide when enough models were asked; squared odds choose
 * better once all have answered (docs/choice.md).
 *
 * @param wrongAnswers m, the number of equally likely wrong answers: at least 1
 * @returns each answer once, the most likely first; equally likely answers in the order in which they were given
 */
export function posteriorOdds(given: readonly GivenAnswer[], wrongAnswers: number): LikelyAnswer[] {
  // Logarithms, because products of many odds leave the range of numbers.
  const weights = new Map<string, number>();
  for (const { answer, prior } of given)
    weights.set(answer, (weights.get(answer) ?? 0) + Math.log(wrongAnswers * oddsOf(prior)));
  const [leader, ...others] = [...weights].toSorted(([, a], [, b]) => b - a);
  if (leader === undefined) return [];
  const [answer, highest] = leader;
  const notGiven = wrongAnswers + 1 - weights.size;
  const shares = others.map(([other, weight]) => [other, Math.exp(weight - highest)] as const);
  const against = shares.reduce((sum, [, share]) => sum + share, notGiven > 0 ? notGiven * Math.exp(-highest) : 0);
  return [
    { answer, odds: 1 / against },
    ...shares.map(([other, share]) => ({ answer: other, odds: share / (1 + against - share) })),
  ];
}
