import { shareOf } from "./rows.ts";

/** A point of Tables 11 to 13: share of MMLU-PRO's 1,196 questions answered right, and US dollars for all of them. */
export interface PaperPoint {
  readonly accuracy: number;
  readonly costUsd: number | null;
}

function points(
  values: readonly number[],
  perCent: readonly number[],
  usd: readonly number[],
): Map<number, PaperPoint> {
  return new Map(
    values.map((value, index) => [value, { accuracy: shareOf(perCent[index] ?? NaN), costUsd: usd[index] ?? null }]),
  );
}

/** Table 11, by K. */
export const byReferencers = points(
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  [79.35, 79.01, 81.02, 81.52, 81.52, 81.87, 82.02, 81.44, 81.77, 81.44, 81.1],
  [0.46, 0.68, 0.9, 1.12, 1.34, 1.56, 1.8, 2.01, 2.13, 2.25, 2.39],
);

/** Table 12, by n. */
export const byAggregations = points(
  [1, 2, 4, 8, 16, 32, 64],
  [81.27, 81.44, 81.86, 82.02, 82.11, 82.19, 82.36],
  [1.54, 1.63, 1.67, 1.8, 2.02, 2.58, 3.51],
);

/** Table 13, by N_sup_base. */
export const bySupportBase = points(
  [10, 50, 100, 200, 400, 800, 1600, 3200],
  [81.44, 81.86, 81.94, 82.27, 82.02, 82.11, 81.27, 81.19],
  [1.73, 1.73, 1.76, 1.79, 1.8, 1.86, 1.9, 1.97],
);

/** Fig. 4, by the number of models: the approximate values that the text gives for MMLU-PRO's curve. */
export const byPoolSize = points([5, 10, 15], [77, 80, 82], []);
