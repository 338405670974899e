import type { Figure } from "../report/table.ts";
import type { Series } from "../../statistics/series.ts";
import type { PerQuestion, TestSet } from "./test-set.ts";

/** Whether each question or each data set has the same weight; the paper's averages are over data sets. */
export type Weighing = "questions" | "data sets";

/** Returns the mean over the questions that have a value, with its interval. */
export function meanOf(test: TestSet, values: PerQuestion, weighing: Weighing = "questions"): Figure {
  const { sums, weights } = weighed(test, values, weighing);
  return quotient(test, sums, weights);
}

/** As `meanOf`, without an interval, for columns without room for one. */
export function pointOf(test: TestSet, values: PerQuestion, weighing: Weighing = "questions"): Figure {
  const { sums, weights } = weighed(test, values, weighing);
  return { value: quotientOf(sums, weights) };
}

/** Returns a quotient of two sums over the questions, with its interval. */
export function quotient(test: TestSet, sums: Float64Array, weights: Float64Array): Figure {
  const value = quotientOf(sums, weights);
  return value === null ? { value } : { value, interval: test.resamples.interval(sums, weights) };
}

/** Returns a quotient of two sums; null when nothing was measured. */
export function quotientOf(sums: Float64Array, weights: Float64Array): number | null {
  const weight = total(weights);
  return weight === 0 ? null : total(sums) / weight;
}

function weighed(test: TestSet, values: PerQuestion, weighing: Weighing): Pick<Series, "sums" | "weights"> {
  const counts = new Map<string, number>();
  test.questions.forEach(({ source }, index) => {
    if (isKnown(values[index])) counts.set(source, (counts.get(source) ?? 0) + 1);
  });
  const weights = values.map((value, index) => {
    if (!isKnown(value)) return 0;
    return weighing === "questions" ? 1 : 1 / (counts.get(test.questions[index]?.source ?? "") ?? 1);
  });
  return { sums: values.map((value, index) => (isKnown(value) ? value * (weights[index] as number) : 0)), weights };
}

/** Returns the difference of two series, question by question; NaN when one of the values is unknown. */
export function difference(values: PerQuestion, base: PerQuestion): PerQuestion {
  return values.map((value, index) => value - (base[index] as number));
}

/** Returns the mean of several series, question by question, over the known values. */
export function meanAcross(series: readonly PerQuestion[], questions: number): PerQuestion {
  return Float64Array.from({ length: questions }, (_, index) => {
    const known = series.map((values) => values[index]).filter(isKnown);
    return total(known) / known.length;
  });
}

/** Returns the value that 95% of the known ones do not exceed (nearest rank); null when none is known. */
export function percentile95(values: PerQuestion): number | null {
  const known = values.filter(isKnown).sort();
  return known[Math.ceil(0.95 * known.length) - 1] ?? null;
}

/** Returns the mean and sample deviation of some numbers. */
export function meanAndDeviation(values: readonly number[]): Figure {
  if (values.length === 0) return { value: null };
  const value = total(values) / values.length;
  if (values.length === 1) return { value };
  const squares = total(values.map((one) => (one - value) ** 2));
  return { value, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** Multiplies a figure, interval included. */
export function times(figure: Figure, factor: number): Figure {
  const { value, interval } = figure;
  if (value === null) return figure;
  return {
    ...figure,
    value: value * factor,
    ...(interval == null ? {} : { interval: [interval[0] * factor, interval[1] * factor] as const }),
  };
}

/**
 * Returns a figure with the paper's figure beside it, if there is one, and with the standard deviation that the paper
 * prints.
 */
export function beside(figure: Figure, paper: number | null | undefined, paperDeviation?: number): Figure {
  if (paper == null) return figure;
  return { ...figure, paper, ...(paperDeviation === undefined ? {} : { paperDeviation }) };
}

export const isKnown = (value: number | undefined): value is number => value !== undefined && !Number.isNaN(value);

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] as number;
  return sum;
}
