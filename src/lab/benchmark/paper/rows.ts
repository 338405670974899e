import type { PaperDataSet } from "./data-sets.ts";

/** A row of one of the paper's tables: a share, or another measure, by data set. */
export type PaperRow = Readonly<Partial<Record<PaperDataSet, number>>>;

/** Converts rows from per cent, with one number per data set, to shares. */
export function inPerCent<Name extends string>(
  dataSets: readonly PaperDataSet[],
  rows: Readonly<Record<Name, readonly number[]>>,
): Readonly<Record<Name, PaperRow>> {
  const shares = Object.entries<readonly number[]>(rows).map(([name, numbers]) => [
    name,
    Object.fromEntries(dataSets.map((dataSet, index) => [dataSet, shareOf(numbers[index] ?? NaN)])),
  ]);
  return Object.fromEntries(shares) as Record<Name, PaperRow>;
}

/** Converts per cent with up to two digits to a share, without binary rounding errors. */
export const shareOf = (perCent: number): number => Math.round(perCent * 100) / 10_000;

/** Returns the mean over a row's data sets. */
export function averageOf(row: PaperRow): number {
  const values = Object.values(row);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Returns the mean of several rows, by data set. */
export const meanRow = (rows: readonly PaperRow[]): PaperRow =>
  byDataSet(rows, (values) => values.reduce((sum, value) => sum + value, 0) / values.length);

/** Returns the best of several rows, by data set. */
export const bestRow = (rows: readonly PaperRow[]): PaperRow => byDataSet(rows, (values) => Math.max(...values));

function byDataSet(rows: readonly PaperRow[], combine: (values: readonly number[]) => number): PaperRow {
  const dataSets = new Set(rows.flatMap((row) => Object.keys(row) as PaperDataSet[]));
  return Object.fromEntries(
    [...dataSets].map((dataSet) => [dataSet, combine(rows.flatMap((row) => row[dataSet] ?? []))]),
  );
}
