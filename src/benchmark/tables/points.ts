/** Up to `count` whole numbers from `low` to `high`, evenly apart, the highest always among them. */
export function spread(low: number, high: number, count: number): number[] {
  if (high <= low) return high < low ? [] : [high];
  const step = Math.max(1, (high - low + 1) / count);
  const numbers = Array.from({ length: count }, (_, index) => high - Math.round(index * step));
  return [...new Set(numbers)].filter((number) => number >= low).reverse();
}

/** Some values and the one in use, ascending. */
export function withUsual(values: readonly number[], usual: number): number[] {
  return [...new Set([...values, usual])].sort((a, b) => a - b);
}
