import { randomStream } from "../../core/random.ts";
import { type Interval, Resamples } from "../statistics/paired-bootstrap.ts";
import { Series } from "../statistics/series.ts";
import type { CandidateSet } from "./candidate-sets.ts";

/** A mean over sets with its 95% interval; null when nothing was measured. */
export interface Mean {
  readonly value: number | null;
  readonly interval: Interval | null;
}

/** One value a set; null for a set that was not measured. */
export type SetValues = readonly (number | null)[];

const RESAMPLES = 2000;

/**
 * Means over the sets of a study. Intervals come from draws of the questions with replacement, because sets of one
 * question are not independent; all means use the same draws.
 */
export class Figures {
  readonly resamples = RESAMPLES;
  readonly questions: number;
  readonly #questionOf: readonly number[];
  readonly #draws: Resamples;

  constructor(sets: readonly Pick<CandidateSet, "questionId">[], seed: number) {
    const numbers = new Map<string, number>();
    this.#questionOf = sets.map(({ questionId }) => {
      const number = numbers.get(questionId) ?? numbers.size;
      numbers.set(questionId, number);
      return number;
    });
    this.questions = numbers.size;
    this.#draws = new Resamples(numbers.size, RESAMPLES, randomStream(seed, "bootstrap"));
  }

  mean(values: SetValues): Mean {
    const series = new Series(this.questions);
    for (const [set, sum] of values.entries())
      if (sum !== null) series.add(this.#questionOf[set] as number, { sum, weight: 1 });
    return { value: series.value, interval: this.#draws.interval(series.sums, series.weights) };
  }

  /** Returns the mean of the differences, over the sets where both are measured. */
  difference(values: SetValues, others: SetValues): Mean {
    return this.mean(
      values.map((value, set) => {
        const other = others[set] ?? null;
        return value === null || other === null ? null : value - other;
      }),
    );
  }
}

/** Returns the value below which a share of the values lies; null without values. */
export function quantile(values: readonly number[], share: number): number | null {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? null;
}
