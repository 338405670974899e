import type { RandomSource } from "../core/ports.ts";

/** How much less certain a model is of a wrong answer on average: enough to help Eq. 7, not enough to decide alone. */
const DOUBT = 1.2;
/** How much certainty varies between replies, independently of the answer: the deviation of its logarithm. */
const MOODINESS = 0.3;

/**
 * Returns the mean log-probability of a reply's tokens.
 *
 * @param mean the model's own, negative
 */
export function drawMeanLogprob(mean: number, wrong: boolean, random: RandomSource): number {
  // The sum of four uniform numbers is roughly normal, with variance 1/3.
  const sum = random() + random() + random() + random() - 2;
  return mean * (wrong ? DOUBT : 1) * Math.exp(MOODINESS * Math.sqrt(3) * sum);
}

/**
 * Returns a log-probability for a token: negative, and exponentially distributed around the reply's mean, because most
 * tokens of a real reply are nearly certain and a few are not.
 *
 * @param mean negative
 */
export function drawLogprob(mean: number, random: RandomSource): number {
  const value = Math.log(1 - random()) * -mean;
  return -Math.max(1e-6, Math.round(-value * 1e6) / 1e6);
}
