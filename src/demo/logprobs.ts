import type { RandomSource } from "../core/ports.ts";

/** How much less certain a model is of a wrong answer on average: enough to help Eq. 7, not enough to decide alone. */
const DOUBT = 1.2;
/** How much certainty varies from reply to reply whatever the answer: the deviation of its logarithm. */
const MOODINESS = 0.3;

/**
 * Returns the mean log-probability of a reply's tokens.
 *
 * @param mean the model's own, negative
 * @param random the reply's stream
 */
export function drawMeanLogprob(mean: number, wrong: boolean, random: RandomSource): number {
  // Four uniform numbers add up to something close to a normal one, of variance 1/3.
  const sum = random() + random() + random() + random() - 2;
  return mean * (wrong ? DOUBT : 1) * Math.exp(MOODINESS * Math.sqrt(3) * sum);
}

/**
 * Returns a log-probability for a token: negative, exponentially distributed around the reply's mean, as most tokens of
 * a real reply are nearly certain and a few are not.
 *
 * @param mean negative
 */
export function drawLogprob(mean: number, random: RandomSource): number {
  const value = Math.log(1 - random()) * -mean;
  return -Math.max(1e-6, Math.round(-value * 1e6) / 1e6);
}
