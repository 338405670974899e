/**
 * Returns the weighted mean of one or more vectors of one length. Windows that are weighted by their tokens and not
 * normalised before give the mean over all tokens of their text.
 */
export function weightedMean(
  parts: readonly { readonly vector: Float32Array; readonly weight: number }[],
): Float32Array<ArrayBuffer> {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const sums = new Float64Array(parts[0]?.vector.length ?? 0);
  for (const { vector, weight } of parts) {
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + weight * (vector[i] as number);
  }
  return Float32Array.from(sums, (sum) => sum / total);
}
