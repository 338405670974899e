/** Priors beyond these limits count as these, so that no model outweighs all others for ever. */
const [LEAST, MOST] = [0.01, 0.99];

/** Returns the odds of a prior, pi / (1 - pi). */
export function oddsOf(prior: number): number {
  const likely = Math.min(MOST, Math.max(LEAST, prior));
  return likely / (1 - likely);
}

/**
 * Returns the weight of a model's vote for an extractable answer: the squared odds of its prior, (pi / (1 - pi))^2. Not
 * the paper's: votes with these weights were right more often on public replies (docs/choice.md).
 *
 * @param prior chance that the model is right, 0 to 1
 */
export function squaredOdds(prior: number): number {
  return oddsOf(prior) ** 2;
}
