import { SIMILARITY_TOLERANCE } from "./similarity.ts";

/** Bits of a float's fraction that its bin leaves out: it keeps the exponent and six bits, 64 bins to an octave. */
const DROPPED_BITS = 17;
/** Bins of the floats from 0 to 2: that of a similarity is given by its bits. `scan.wat` counts in the same ones. */
export const BINS = 2 ** (30 - DROPPED_BITS);

/** How many similarities each bin holds: the first half of a selection of the n-th largest, in O(N). */
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
 * What a support question's similarity (Eq. 3) at least is, as far as a histogram tells: a little less than gamma times
 * the N_sup_base-th largest, since that is somewhere in its bin.
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
