import type { RandomSource } from "../../core/ports.ts";
import type { Series } from "./series.ts";

/** Low and high end. */
export type Interval = readonly [number, number];

/** Share of the values outside an interval, on each side. */
const TAIL = 0.025;

/**
 * Many resamples of the questions, drawn with replacement. All measures of the same questions use the same draws, so
 * intervals of differences between methods are paired.
 */
export class Resamples {
  /** How often each question was drawn, one array per resample. */
  readonly #times: readonly Uint16Array[];

  constructor(questions: number, resamples: number, random: RandomSource) {
    this.#times = Array.from({ length: resamples }, () => timesDrawn(questions, random));
  }

  /**
   * Returns the 95% interval (percentiles) of a quotient of sums over the questions.
   *
   * @returns null when nothing was measured
   */
  interval(sums: Float64Array, weights: Float64Array): Interval | null {
    const measured = Uint32Array.from(weights.keys()).filter((question) => weights[question] !== 0);
    const values: number[] = [];
    for (const times of this.#times) {
      let sum = 0;
      let weight = 0;
      for (const question of measured) {
        sum += (times[question] as number) * (sums[question] as number);
        weight += (times[question] as number) * (weights[question] as number);
      }
      if (weight > 0) values.push(sum / weight);
    }
    return percentiles(values);
  }
}

/**
 * Returns 95% intervals of several series of the same questions, where each question has the sum over its splits.
 *
 * @param tested the numbers of the questions that were tested
 * @returns null for a series without measurements
 */
export function bootstrapIntervals(
  series: readonly Series[],
  tested: readonly number[],
  resamples: number,
  random: RandomSource,
): (Interval | null)[] {
  const draws = new Resamples(tested.length, resamples, random);
  const packed = (values: Float64Array): Float64Array =>
    Float64Array.from(tested, (question) => values[question] as number);
  return series.map(({ sums, weights }) => draws.interval(packed(sums), packed(weights)));
}

/** Returns how often each of `size` questions is drawn when `size` are drawn with replacement. */
function timesDrawn(size: number, random: RandomSource): Uint16Array {
  const times = new Uint16Array(size);
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
