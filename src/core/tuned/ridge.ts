import { cholesky, rowStart, solveLower, solveUpper } from "./linear-algebra.ts";

/** A question's text vector and the length of its text, from which a ridge regression predicts. */
export interface Described {
  readonly vector: ArrayLike<number>;
  /** In UTF-16 units. */
  readonly length: number;
}

/** Mean and standard deviation of the logarithm of the texts' lengths. */
export interface LengthScale {
  readonly mean: number;
  readonly deviation: number;
}

/** Returns the scale of these lengths. */
export function lengthScale(lengths: readonly number[]): LengthScale {
  const logs = lengths.map((length) => Math.log(1 + length));
  const mean = logs.reduce((sum, value) => sum + value, 0) / Math.max(1, logs.length);
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, logs.length);
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** How much the length of a text, and its square, count beside its vector. */
const LENGTH_WEIGHT = 0.1;
/** Lengths further from the mean than this count as this far: one very long question shall not be extrapolated. */
const FARTHEST = 3;

/** Returns the p = d + 3 features of a question: 1 for the intercept, the vector, and the length and its square. */
export function features({ vector, length }: Described, { mean, deviation }: LengthScale): Float64Array {
  const scaled = Math.max(-FARTHEST, Math.min(FARTHEST, (Math.log(1 + length) - mean) / deviation));
  const row = new Float64Array(vector.length + 3);
  row[0] = 1;
  row.set(vector, 1);
  row[vector.length + 1] = LENGTH_WEIGHT * scaled;
  row[vector.length + 2] = LENGTH_WEIGHT * scaled * scaled;
  return row;
}

/** A ridge regression of R values on p features, with the inverse root of its Gram matrix. */
export interface Ridge {
  readonly lambda: number;
  /** p x R, row-major. */
  readonly coefficients: Float64Array;
  /** L of Z'Z + lambda I = L L' (Cholesky), p x p. The intercept is not penalised. */
  readonly root: Float64Array;
}

/** The sums of a ridge regression over N questions. */
export interface RidgeSums {
  /** Z'Z, p x p: its lower triangle by rows. */
  readonly gram: Float64Array;
  /** Z'Y, p x R. */
  readonly products: Float64Array;
}

/**
 * Adds a question's features z (length p) to Z'Z: a rank-one update.
 *
 * @param from the first row to add to
 */
export function addFeatures(gram: Float64Array, z: Float64Array, from = 0): void {
  for (let row = from; row < z.length; row++) {
    const value = z[row] as number;
    if (value === 0) continue;
    const start = rowStart(row);
    for (let column = 0; column <= row; column++) {
      gram[start + column] = (gram[start + column] as number) + value * (z[column] as number);
    }
  }
}

/** Adds a question's features z (length p) and values y (length R) to Z'Y. */
export function addValues(products: Float64Array, z: Float64Array, y: ArrayLike<number>): void {
  const width = y.length;
  for (let row = 0; row < z.length; row++) {
    const value = z[row] as number;
    if (value === 0) continue;
    for (let model = 0; model < width; model++) {
      products[row * width + model] = (products[row * width + model] as number) + value * (y[model] as number);
    }
  }
}

/** Solves a ridge regression from its sums. */
export function solveRidge({ gram, products }: RidgeSums, lambda: number): Ridge {
  const p = Math.floor(Math.sqrt(2 * gram.length));
  const width = products.length / p;
  const penalised = gram.slice();
  for (let row = 1; row < p; row++) {
    const diagonal = rowStart(row) + row;
    penalised[diagonal] = (penalised[diagonal] as number) + lambda;
  }
  const root = cholesky(penalised, p);
  const coefficients = new Float64Array(products.length);
  for (let model = 0; model < width; model++) {
    const column = Float64Array.from({ length: p }, (_, row) => products[row * width + model] as number);
    solveLower(root, column);
    solveUpper(root, column);
    column.forEach((value, row) => {
      coefficients[row * width + model] = value;
    });
  }
  return { lambda, coefficients, root };
}

/** Returns the R predictions for a question's features. */
export function predict({ coefficients }: Pick<Ridge, "coefficients">, z: Float64Array): Float64Array {
  const width = coefficients.length / z.length;
  const predicted = new Float64Array(width);
  for (let row = 0; row < z.length; row++) {
    const value = z[row] as number;
    if (value === 0) continue;
    for (let model = 0; model < width; model++) {
      predicted[model] = (predicted[model] as number) + value * (coefficients[row * width + model] as number);
    }
  }
  return predicted;
}

/**
 * Returns the leverage h = z' (Z'Z + lambda I)^-1 z of questions of the regression, given their features.
 *
 * @param features of each question, of length p
 */
export function leverages({ root }: Ridge, count: number, features: (index: number) => Float64Array): Float64Array {
  const found = new Float64Array(count);
  for (let start = 0; start < count; start += TOGETHER) {
    // The last block repeats the last question.
    const at = (i: number): Float64Array => features(Math.min(count - 1, start + i));
    const block: Four<Float64Array> = [at(0), at(1), at(2), at(3)];
    squaredNorms(root, block).forEach((norm, i) => {
      // Below 1 by definition; rounding must not make it 1.
      if (start + i < count) found[start + i] = Math.min(1 - 1e-6, norm);
    });
  }
  return found;
}

/** Questions that are solved together: each element of L, which does not fit into the fastest memory, serves all. */
const TOGETHER = 4;
type Four<Item> = readonly [Item, Item, Item, Item];

/** Returns |L^-1 z|^2 for four vectors z of length p. */
function squaredNorms(root: Float64Array, [z0, z1, z2, z3]: Four<Float64Array>): Four<number> {
  const p = z0.length;
  const solved = new Float64Array(TOGETHER * p);
  let [norm0, norm1, norm2, norm3] = [0, 0, 0, 0];
  for (let row = 0; row < p; row++) {
    let [a, b, c, d] = [z0[row] as number, z1[row] as number, z2[row] as number, z3[row] as number];
    for (let column = 0, at = row * p, from = 0; column < row; column++, at++, from += TOGETHER) {
      const factor = root[at] as number;
      a -= factor * (solved[from] as number);
      b -= factor * (solved[from + 1] as number);
      c -= factor * (solved[from + 2] as number);
      d -= factor * (solved[from + 3] as number);
    }
    const scale = 1 / (root[row * p + row] as number);
    a *= scale;
    b *= scale;
    c *= scale;
    d *= scale;
    solved.set([a, b, c, d], TOGETHER * row);
    norm0 += a * a;
    norm1 += b * b;
    norm2 += c * c;
    norm3 += d * d;
  }
  return [norm0, norm1, norm2, norm3];
}

/**
 * Returns the predictions for a question of the regression itself as if it had been left out. They are exact.
 *
 * @param y its values
 * @param leverage its leverage h
 */
export function predictLeftOut(
  ridge: Pick<Ridge, "coefficients">,
  z: Float64Array,
  y: ArrayLike<number>,
  leverage: number,
): Float64Array {
  return predict(ridge, z).map((value, model) => {
    const own = y[model] as number;
    return own - (own - value) / (1 - leverage);
  });
}
