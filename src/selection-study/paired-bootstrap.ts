import type { RandomSource } from "../core/ports.ts";
import type { Series } from "./series.ts";

/** Low and high end. */
export type Interval = readonly [number, number];

/** What lies outside of an interval, on each side. */
const TAIL = 0.025;

/**
 * 95% intervals by the bootstrap (percentiles): the questions are drawn again with replacement, each with all that its
 * splits added, and the same draws serve every series. Of differences between methods the intervals are paired.
 *
 * @param series of the same questions
 * @param tested the numbers of the questions that were tested
 * @returns null for a series that nothing was measured of
 */
export function bootstrapIntervals(
  series: readonly Series[],
  tested: readonly number[],
  resamples: number,
  random: RandomSource,
): (Interval | null)[] {
  const packed = series.map(({ sums, weights }) => ({
    sums: Float64Array.from(tested, (question) => sums[question] as number),
    weights: Float64Array.from(tested, (question) => weights[question] as number),
  }));
  const values: number[][] = series.map(() => []);
  for (let resample = 0; resample < resamples; resample++) {
    const times = timesDrawn(tested.length, random);
    packed.forEach(({ sums, weights }, index) => {
      let sum = 0;
      let weight = 0;
      for (let i = 0; i < times.length; i++) {
        sum += (times[i] as number) * (sums[i] as number);
        weight += (times[i] as number) * (weights[i] as number);
      }
      if (weight > 0) values[index]?.push(sum / weight);
    });
  }
  return values.map(percentiles);
}

/** How often each of `size` questions comes when `size` are drawn with replacement. */
function timesDrawn(size: number, random: RandomSource): Uint32Array {
  const times = new Uint32Array(size);
  for (let draw = 0; draw < size; draw++) {
    const drawn = Math.floor(random() * size);
    times[drawn] = (times[drawn] as number) + 1;
  }
  return times;
}

function percentiles(values: readonly number[]): Interval | null {
  if (values.length === 0) return null;
  const ascending = Float64Array.from(values).sort();
  const outside = Math.floor(TAIL * ascending.length);
  return [ascending[outside] as number, ascending[ascending.length - 1 - outside] as number];
}
