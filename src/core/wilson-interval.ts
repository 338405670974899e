/** Standard normal quantile of a two-sided 95% interval. */
const Z = 1.959964;

/**
 * Returns Wilson's 95% interval for a share: the likely range of the true share when `share` was observed in `count`
 * trials.
 *
 * @param share in [0, 1]
 * @param count above 0; summed weights are allowed
 */
export function wilsonInterval(share: number, count: number): readonly [low: number, high: number] {
  const shrink = 1 + (Z * Z) / count;
  const center = (share + (Z * Z) / (2 * count)) / shrink;
  const spread = (Z / shrink) * Math.sqrt((share * (1 - share)) / count + (Z * Z) / (4 * count * count));
  return [Math.max(0, center - spread), Math.min(1, center + spread)];
}
