import { findBankName } from "../../../core/model-names/index.ts";
import { closedModelAccuracy, openModelAccuracy, systemAccuracy } from "../paper/accuracy.ts";
import { bestRow, meanRow, type PaperRow } from "../paper/rows.ts";
import type { Variant } from "../variant.ts";
import { comparedModels, poolOf, type TablesContext } from "./context.ts";
import { isKnown, meanAcross, pointOf } from "./figures.ts";
import { type Row, rowOf } from "./rows.ts";
import type { PerQuestion, TestSet } from "./test-set.ts";
import { singleVariant, smcs, systemVariant } from "./variants.ts";

/** SMCS, then the systems that the paper compares it with, in the order of Table 1. */
export const collaborations: readonly Variant[] = [
  smcs,
  ...(
    ["symbolic-moe", "mixture-of-agents", "self-moa", "self-consistency", "majority-voting", "simple-router"] as const
  ).map(systemVariant),
];

/** Returns the rows of the systems. */
export function collaborationRows(test: TestSet): Row[] {
  return collaborations.flatMap((variant) => rowOf(test, variant, systemPaper(variant)));
}

/** Returns a row for every model of the pool alone, the most accurate on the test first. */
export function poolRows(context: TablesContext, test: TestSet): Row[] {
  return byAverage(
    test,
    poolOf(context).flatMap((model) => singleRow(test, model)),
  );
}

/** Returns a row for every model that is only compared with, the most accurate on the test first. */
export function comparedRows(context: TablesContext, test: TestSet): Row[] {
  return byAverage(
    test,
    comparedModels(context).flatMap((model) => singleRow(test, model)),
  );
}

/** Returns the row of one model alone. */
export function singleRow(test: TestSet, model: string): Row[] {
  return rowOf(test, singleVariant(model), modelPaper(model));
}

/** Returns the paper's row for a model, open or closed. */
export function modelPaper(model: string): PaperRow | undefined {
  return paperOfModel(model, { ...openModelAccuracy, ...closedModelAccuracy });
}

/** Returns the row of a paper's table with this model's name, by the bank's rule for names. */
export function paperOfModel<Of>(model: string, rows: Readonly<Record<string, Of>>): Of | undefined {
  const name = findBankName(model, Object.keys(rows));
  return name === null ? undefined : rows[name];
}

function systemPaper({ system }: Variant): PaperRow | undefined {
  return Object.entries(systemAccuracy).find(([name]) => name === system)?.[1];
}

/** Returns the mean of several models, question by question; none for fewer than two. */
export function averageRow(test: TestSet, title: string, rows: readonly Row[], paper?: PaperRow): Row[] {
  if (rows.length < 2) return [];
  const correct = meanAcross(
    rows.map((row) => row.correct),
    test.questions.length,
  );
  return [{ title, correct, variant: null, paper }];
}

/** Returns the mean of the pool, like the paper's "Open-source Average". */
export function poolAverage(test: TestSet, rows: readonly Row[]): Row[] {
  return averageRow(test, "Average of the pool", rows, meanRow(Object.values(openModelAccuracy)));
}

/**
 * Returns, for each data set, the answers of the pool's model that is most often right there. It is known only in
 * hindsight, like the paper's "Open-source Upper Bound".
 */
export function bestByDataSet(
  test: TestSet,
  rows: readonly Row[],
  paper = bestRow(Object.values(openModelAccuracy)),
): Row[] {
  if (rows.length < 2) return [];
  const best = new Map(
    test.sources.map(({ name }) => [name, highest(rows, (row) => mean(test.within(row.correct, new Set([name]))))]),
  );
  const correct: PerQuestion = Float64Array.from(
    test.questions,
    ({ source }, index) => best.get(source)?.correct[index] ?? NaN,
  );
  return [{ title: "Best of each data set", correct, variant: null, paper }];
}

function highest(rows: readonly Row[], valueOf: (row: Row) => number): Row | undefined {
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .reduce<{ row?: Row; value: number }>((best, one) => (one.value > best.value ? one : best), { value: -1 }).row;
}

function mean(values: PerQuestion): number {
  const known = values.filter(isKnown);
  return known.length === 0 ? -1 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Returns the rows by their average over data sets, the highest first. */
export function byAverage(test: TestSet, rows: readonly Row[]): Row[] {
  const average = new Map(rows.map((row) => [row, pointOf(test, row.correct, "data sets").value ?? -1]));
  return rows.toSorted((a, b) => (average.get(b) ?? -1) - (average.get(a) ?? -1));
}
