import type { Told } from "./simulate.ts";
import { type DataSet, dataSets, testQuestions } from "./world.ts";

// How figures follow from runs: means over questions and over data sets, differences, counts. Nothing of the product is
// used here.

/** The content of a table's cell. */
export interface Cell {
  /** Null where nothing was measured. */
  readonly value: number | null;
  readonly outOf?: number;
  readonly deviation?: number;
}

/** The cells of a row by the titles of their columns. */
export type Cells = Readonly<Record<string, Cell>>;

/** A table by the titles of its rows. */
export type Expected = ReadonlyMap<string, Cells>;

/** A row before its figures: its correctness on each test question, and the runs behind it. */
export interface Row {
  readonly title: string;
  /** Between 0 and 1, in the order of the test questions. */
  readonly right: readonly number[];
  /** Null for a row without runs of its own. */
  readonly told: readonly Told[] | null;
}

export const cell = (value: number | null): Cell => ({ value });

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Returns the row of some runs, with their correctness or that of `rightOf`. */
export function rowOf(title: string, told: readonly Told[], rightOf = ({ right }: Told): number => right): Row {
  return { title, right: told.map(rightOf), told };
}

/** Returns the values of the questions of one data set. */
export function within<Value>(values: readonly Value[], dataSet: DataSet): Value[] {
  return values.filter((_, index) => testQuestions[index]?.dataSet === dataSet);
}

/** Returns the mean over data sets, each with the same weight. */
export function average(values: readonly number[]): number {
  return mean(dataSets.map((dataSet) => mean(within(values, dataSet))));
}

/** Returns a cell for each data set. */
export function byDataSet(cellOf: (dataSet: DataSet) => Cell): Cells {
  return Object.fromEntries(dataSets.map((dataSet) => [dataSet, cellOf(dataSet)]));
}

/** Returns the accuracy on each data set. */
export function accuracies({ right }: Row): Cells {
  return byDataSet((dataSet) => cell(mean(within(right, dataSet))));
}

/** Returns how much more often one row is right than another; no value for a row compared with itself. */
export function more({ right }: Row, base: Row | undefined, over: (values: readonly number[]) => number): Cell {
  if (base === undefined || right === base.right) return cell(null);
  return cell(over(right.map((value, index) => value - (base.right[index] ?? NaN))));
}

/** Returns how many replies were cut off, among those whose end is known. */
export function cutOff(told: readonly Told[] | null): Cell {
  const known = (told ?? []).reduce((sum, one) => sum + one.known, 0);
  if (told === null || known === 0) return cell(null);
  return { value: told.reduce((sum, one) => sum + one.cutOff, 0), outOf: known };
}

/** Returns the cost of the whole test in US dollars. */
export function cost({ told }: Row): Cell {
  return cell(told === null ? null : told.reduce((sum, { usd }) => sum + usd, 0));
}

/** Returns the milliseconds of each question. */
export const latencies = ({ told }: Row): number[] => (told ?? []).map(({ ms }) => ms);

/** Returns mean and sample deviation; no deviation for a single value. */
export function meanAndDeviation(values: readonly number[]): Cell {
  if (values.length === 0) return cell(null);
  const middle = mean(values);
  if (values.length === 1) return cell(middle);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return { value: middle, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** Returns the cells of a table's rows. */
export function table(rows: readonly Row[], cellsOf: (row: Row) => Cells): Expected {
  return new Map(rows.map((row) => [row.title, cellsOf(row)]));
}

/**
 * Returns the most common kind of table: accuracy by data set, the average, its difference from one row's, cut off,
 * cost.
 */
export function comparison(
  rows: readonly Row[],
  base: Row | undefined,
  against = "Against SMCS",
  more_: (row: Row) => Cells = () => ({}),
): Expected {
  return table(rows, (row) => ({
    ...accuracies(row),
    Average: cell(average(row.right)),
    ...more_(row),
    [against]: more(row, base, average),
    "Cut off": cutOff(row.told),
    Cost: cost(row),
  }));
}

/** Returns, for each data set, the results of the row that is most often right there. */
export function bestOfEach(title: string, rows: readonly Row[]): Row {
  const right = testQuestions.map(({ dataSet }, index) => {
    const best = rows.reduce((one, other) =>
      mean(within(other.right, dataSet)) > mean(within(one.right, dataSet)) ? other : one,
    );
    return best.right[index] ?? NaN;
  });
  return { title, right, told: null };
}

/** Returns the mean of some rows. */
export function averageOf(title: string, rows: readonly Row[]): Row {
  return {
    title,
    right: testQuestions.map((_, index) => mean(rows.map(({ right }) => right[index] ?? NaN))),
    told: null,
  };
}
