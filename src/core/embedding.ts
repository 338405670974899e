import { EmbeddingSpaceError } from "./errors.ts";

/** A unit vector together with the embedding space (model, type, version) it belongs to. */
export interface Embedding {
  readonly space: string;
  /** Length d, Euclidean norm 1. */
  readonly vector: Float32Array;
}

/**
 * Norm(v) of Sec. 3.3: scales `vector` to Euclidean norm 1.
 *
 * @throws EmbeddingSpaceError when the vector is empty, holds a value that is not finite, or has norm 0: such a vector
 * has no direction, and a made-up one would rank every question wrongly.
 */
export function normalise(vector: ArrayLike<number>): Float32Array {
  let squares = 0;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] as number) * (vector[i] as number);
  if (!Number.isFinite(squares) || squares === 0) {
    throw new EmbeddingSpaceError(
      `A vector of length ${vector.length} and norm ${Math.sqrt(squares)} has no direction.`,
    );
  }
  const scale = 1 / Math.sqrt(squares);
  const unit = new Float32Array(vector.length);
  for (let i = 0; i < vector.length; i++) unit[i] = (vector[i] as number) * scale;
  return unit;
}

/**
 * Cosine of two unit vectors, in [-1, 1] up to rounding.
 *
 * @throws EmbeddingSpaceError when the two belong to different spaces or differ in length.
 */
export function cosine(a: Embedding, b: Embedding): number {
  if (a.space !== b.space || a.vector.length !== b.vector.length) {
    throw new EmbeddingSpaceError(
      `Cannot compare ${a.space} (d = ${a.vector.length}) with ${b.space} (d = ${b.vector.length}).`,
    );
  }
  return dot(a.vector, b.vector, 0);
}

/** Returns the dot product of `a` with the `a.length` values of `b` that start at `offset`. */
export function dot(a: Float32Array, b: Float32Array, offset: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[offset + i] as number);
  return sum;
}
