import type { DropDistribution } from "../parameters.ts";
import type { RandomSource } from "../ports.ts";

/**
 * Returns the distribution of Eq. 6, by which prior dropping keeps references.
 *
 * @param priors V_ref of the K selected models
 * @param distribution `paper`: softmax of the z-scores (population standard deviation); `released`: the authors' code,
 *   whose larger denominator makes it almost uniform; `uniform`: no prior at all (Fig. 6)
 * @returns K probabilities that add up to 1, in the order of `priors`
 */
export function keepProbabilities(priors: readonly number[], distribution: DropDistribution): number[] {
  return softmax(scores[distribution](priors));
}

const scores: Record<DropDistribution, (priors: readonly number[]) => number[]> = {
  paper: zScores,
  uniform: (priors) => priors.map(() => 0),
  released: (priors) => {
    if (areAlike(priors)) return priors.map(() => 0);
    const lowest = Math.min(...priors);
    const gaps = priors.map((prior) => prior - lowest);
    const squares = gaps.reduce((sum, gap) => sum + gap * gap, 0);
    const mean = meanOf(gaps);
    return gaps.map((gap) => (gap - mean) / (squares / Math.sqrt(gaps.length)));
  },
};

/** Returns z = (V - mean V) / std V. */
function zScores(priors: readonly number[]): number[] {
  if (areAlike(priors)) return priors.map(() => 0);
  const mean = meanOf(priors);
  const deviation = deviationOf(priors);
  return priors.map((prior) => (prior - mean) / deviation);
}

/**
 * Whether the priors differ by no more than rounding; dividing by such a difference would turn noise into certainty.
 */
function areAlike(priors: readonly number[]): boolean {
  return deviationOf(priors) <= 1e-9 * Math.max(1, Math.abs(meanOf(priors)));
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

function softmax(values: readonly number[]): number[] {
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Returns n draws of K - K_drop references each. A draw takes references one after the other without replacement, in
 * proportion to the probabilities of those left. Draws need only the prior, so they are made before any reference
 * arrives.
 *
 * @param probabilities of the K references, all positive
 * @param size K - K_drop, from 1 to K
 * @param count n
 * @returns the draws, each as ascending indices into `probabilities`
 */
export function drawSubsets(
  probabilities: readonly number[],
  size: number,
  count: number,
  random: RandomSource,
): number[][] {
  return Array.from({ length: count }, () => drawWithoutReplacement(probabilities, size, random));
}

function drawWithoutReplacement(probabilities: readonly number[], size: number, random: RandomSource): number[] {
  const left = probabilities.map((probability, index) => ({ probability, index }));
  const drawn: number[] = [];
  while (drawn.length < size && left.length > 0) {
    let remaining = random() * left.reduce((sum, { probability }) => sum + probability, 0);
    // Rounding may leave a remainder after the last reference; it then belongs to the last.
    const hit = left.findIndex(({ probability }) => (remaining -= probability) < 0);
    const [taken] = left.splice(hit < 0 ? left.length - 1 : hit, 1);
    if (taken !== undefined) drawn.push(taken.index);
  }
  return drawn.sort((a, b) => a - b);
}
