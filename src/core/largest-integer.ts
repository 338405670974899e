/**
 * Returns the largest whole number of a range that fits.
 *
 * @param fits true up to some number and false above it
 * @returns null when not even the smallest fits
 */
export function largestInteger(least: number, most: number, fits: (value: number) => boolean): number | null {
  if (!fits(least)) return null;
  let [low, high] = [least, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
