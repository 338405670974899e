import { randomStream } from "../../../src/core/random.ts";

/** Normally distributed weights, in the order of the calls. */
export class ModelWeights {
  readonly #uniform: () => number;

  constructor(seed: number) {
    this.#uniform = randomStream(seed, "weights");
  }

  /** @param deviation standard deviation around 0 */
  draw(count: number, deviation: number): Float32Array {
    const weights = new Float32Array(count);
    for (let i = 0; i < count; i += 2) {
      const radius = deviation * Math.sqrt(-2 * Math.log(1 - this.#uniform()));
      const angle = 2 * Math.PI * this.#uniform();
      weights[i] = radius * Math.cos(angle);
      if (i + 1 < count) weights[i + 1] = radius * Math.sin(angle);
    }
    return weights;
  }
}

/** Weights as integers, with the value of one integer step. */
export interface Quantised {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/**
 * Quantises each column of a matrix [rows, columns] separately, in seven bits, because products of eight bits may
 * saturate.
 */
export function quantiseColumns(weights: Float32Array, rows: number, columns: number): Quantised {
  const scales = new Float32Array(columns).fill(1e-8);
  for (let i = 0; i < rows * columns; i++) {
    const column = i % columns;
    scales[column] = Math.max(scales[column] as number, Math.abs(weights[i] as number) / 63);
  }
  return {
    values: Int8Array.from(weights, (weight, i) => Math.round(weight / (scales[i % columns] as number))),
    scales,
  };
}

/** Quantises all weights together, in eight bits. */
export function quantiseAll(weights: Float32Array): Quantised {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-8);
  const scale = largest / 127;
  return { values: Int8Array.from(weights, (weight) => Math.round(weight / scale)), scales: Float32Array.of(scale) };
}
