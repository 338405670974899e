import { SIMILARITY_TOLERANCE } from "./similarity.ts";

/** Bits of a float's fraction that its bin ignores. The exponent and six bits remain: 64 bins per octave. */
const DROPPED_BITS = 17;
/** Number of bins for floats from 0 to 2. A similarity's bits give its bin. `scan.wat` uses the same bins. */
export const BINS = 2 ** (30 - DROPPED_BITS);

/** Returns how many similarities each bin holds: the first half of selecting the n-th largest, in O(N). */
export function histogramOf(similarity: Float32Array): Uint32Array {
  const bits = new Uint32Array(similarity.buffer, similarity.byteOffset, similarity.length);
  const counts = new Uint32Array(BINS);
  for (let row = 0; row < bits.length; row++) {
    const bin = (bits[row] as number) >>> DROPPED_BITS;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

/**
 * Returns a lower bound of a support question's similarity (Eq. 3), as far as a histogram tells. It is slightly less
 * than gamma times the N_sup_base-th largest similarity, whose position within its bin is unknown.
 *
 * @param base N_sup_base, at least 1; beyond N everything may be a support question
 * @param tolerance gamma in [0, 1]
 */
export function leastSimilarity(counts: Uint32Array, base: number, tolerance: number): number {
  let bin = BINS - 1;
  for (let rank = base - (counts[bin] as number); rank > 0 && bin > 0; rank -= counts[bin] as number) bin--;
  const lowerEnd = new Float32Array(Uint32Array.of(bin << DROPPED_BITS).buffer)[0] as number;
  return tolerance * lowerEnd - SIMILARITY_TOLERANCE;
}
