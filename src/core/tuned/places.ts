import { topEigenvectors } from "./linear-algebra.ts";
import type { KnownOutcomes } from "./known-outcomes.ts";
import { evidenceOf, shrunkMean } from "./votes.ts";

/** Where questions lie in the few directions in which models differ most. */
export interface Places {
  /** 3 x R: the top eigenvectors of (Y - m)'(Y - m), divided by the deviation of the places along the first. */
  readonly axes: Float64Array;
  /** N x 3: the place of each question, by predictions that were made without it. */
  readonly of: Float32Array;
}

/** Number of axes. */
const AXES = 3;
/** h: the width of the Gaussian kernel, in deviations along the first axis. */
const KERNEL_WIDTH = 0.3;
/** How many questions the overall mean counts as, beside the questions around a place. */
const MEAN_COUNTS_AS = 40;
/** Squared distance beyond which a question weighs under a ten-thousandth, and is left out. */
const FARTHEST = 2 * KERNEL_WIDTH ** 2 * Math.log(1e4);

/**
 * Returns the axes along which models differ most, and the places of the questions.
 *
 * @param values N x R: what the ridge regression was to predict, Y
 * @param leftOut N x R: its prediction for each question, made without the question
 */
export function placesOf(values: Float32Array, leftOut: Float32Array, mean: Float64Array): Places {
  const width = mean.length;
  const axes = topEigenvectors(scatterOf(values, mean), width, AXES);
  const of = new Float32Array((leftOut.length / width) * AXES);
  for (let row = 0; row < of.length / AXES; row++) {
    of.set(placeOf(axes, leftOut.subarray(row * width, (row + 1) * width), mean), row * AXES);
  }
  const scale = 1 / (deviationAlongFirst(of) || 1);
  return { axes: axes.map((value) => value * scale), of: of.map((value) => value * scale) };
}

/** Returns (Y - m)'(Y - m), R x R. */
function scatterOf(values: Float32Array, mean: Float64Array): Float64Array {
  const width = mean.length;
  const scatter = new Float64Array(width * width);
  for (let start = 0; start < values.length; start += width) {
    const row = mean.map((average, model) => (values[start + model] as number) - average);
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < width; b++) {
        scatter[a * width + b] = (scatter[a * width + b] as number) + (row[a] as number) * (row[b] as number);
      }
    }
  }
  return scatter;
}

function placeOf(axes: Float64Array, predicted: ArrayLike<number>, mean: Float64Array): Float64Array {
  const width = mean.length;
  return Float64Array.from({ length: AXES }, (_, axis) =>
    mean.reduce(
      (sum, average, model) => sum + (axes[axis * width + model] as number) * ((predicted[model] as number) - average),
      0,
    ),
  );
}

function deviationAlongFirst(places: Float32Array): number {
  const along = places.filter((_, index) => index % AXES === 0);
  const mean = along.reduce((sum, value) => sum + value, 0) / along.length;
  return Math.sqrt(along.reduce((sum, value) => sum + (value - mean) ** 2, 0) / along.length);
}

/**
 * Returns the shrunk mean of the questions around the place of these predictions, length R: votes by a Gaussian kernel,
 * which count as n_eff = (sum w)^2 / sum w^2 questions.
 *
 * @param predicted what the ridge regression predicts, length R
 * @param without a question that takes no part; -1 for none
 */
export function placedMean(
  predicted: ArrayLike<number>,
  places: Places,
  outcomes: KnownOutcomes,
  without: number,
): Float64Array {
  const [x = 0, y = 0, z = 0] = placeOf(places.axes, predicted, outcomes.mean);
  const rows: number[] = [];
  const weights: number[] = [];
  let total = 0;
  let squares = 0;
  for (let row = 0, at = 0; at < places.of.length; row++, at += AXES) {
    const dx = x - (places.of[at] as number);
    const dy = y - (places.of[at + 1] as number);
    const dz = z - (places.of[at + 2] as number);
    const distance = dx * dx + dy * dy + dz * dz;
    if (distance > FARTHEST || row === without) continue;
    const weight = Math.exp(-distance / (2 * KERNEL_WIDTH ** 2));
    rows.push(row);
    weights.push(weight);
    total += weight;
    squares += weight * weight;
  }
  const effective = squares > 0 ? (total * total) / squares : 0;
  return shrunkMean(outcomes.mean, evidenceOf({ rows, weights }, outcomes, effective), MEAN_COUNTS_AS);
}
