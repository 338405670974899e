import { paperDataSet } from "../paper/data-sets.ts";
import { averageOf, type PaperRow } from "../paper/rows.ts";
import type { Figure } from "../report/table.ts";
import { beside, difference, isKnown, meanOf, pointOf, times } from "./figures.ts";
import { type Part, testParts } from "./parts.ts";
import type { Column, Row } from "./rows.ts";
import type { PerQuestion, TestSet } from "./test-set.ts";

/** Titles that charts refer to. */
export const AVERAGE = "Average";
export const COST = "Cost";
export const AGAINST = "Against SMCS";

/** Returns columns with the accuracy on each data set. They have no room for intervals; the differences have them. */
export function partColumns(test: TestSet): Column[] {
  return testParts(test).map((part) => ({
    title: part.title,
    unit: "share",
    figure: ({ correct, paper }) => beside(pointOf(test, test.within(correct, part.sources)), paperOn(part, paper)),
  }));
}

/** Returns the paper's figure for a column of one data set. */
export function paperOn({ title, sources }: Part, paper: PaperRow | undefined): number | undefined {
  const dataSet = sources.size === 1 ? paperDataSet(title) : null;
  return dataSet === null ? undefined : paper?.[dataSet];
}

/** Returns the mean over data sets, as the paper averages. */
export function averageColumn(test: TestSet, title = AVERAGE): Column {
  return {
    title,
    unit: "share",
    figure: ({ correct, paper }) => beside(meanOf(test, correct, "data sets"), paperAverage(test, paper)),
  };
}

/** Returns the mean over all questions, regardless of the data set. */
export function questionsColumn(test: TestSet): Column {
  return { title: "All questions", unit: "share", figure: ({ correct }) => meanOf(test, correct) };
}

/** Returns the difference of the average from that of another row. */
export function againstColumn(test: TestSet, base: Row | undefined, title = AGAINST): Column {
  return {
    title,
    unit: "points",
    figure: ({ correct, paper }): Figure => {
      if (base === undefined || correct === base.correct) return { value: null };
      const [own, other] = [paperAverage(test, paper), paperAverage(test, base.paper)];
      const inPaper = own === undefined || other === undefined ? undefined : own - other;
      return beside(meanOf(test, difference(correct, base.correct), "data sets"), inPaper);
    },
  };
}

/** Returns the paper's mean over our data sets if it has them all, otherwise over its own. */
export function paperAverage(test: TestSet, paper: PaperRow | undefined): number | undefined {
  if (paper === undefined) return undefined;
  const ours = test.sources.map(({ name }) => paperDataSet(name)).filter((name) => name !== null);
  const values = ours.map((name) => paper[name]).filter((value) => value !== undefined);
  if (values.length === 0 || values.length < test.sources.length) return averageOf(paper);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Returns a note that the paper's averages are of other questions, if they are. */
export function paperNotes(test: TestSet, rows: readonly { readonly paper: PaperRow | undefined }[]): string[] {
  const ours = test.sources.map(({ name }) => paperDataSet(name));
  const papers = rows.flatMap(({ paper }) => paper ?? []);
  if (papers.every((paper) => ours.every((name) => name !== null && paper[name] !== undefined))) return [];
  return ["The paper's averages are over its own data sets, models and questions: they show its order, not a target."];
}

/** Returns the cost of the whole test, in US dollars. */
export function costColumn(test: TestSet, paper: (row: Row) => number | null | undefined = () => undefined): Column {
  return {
    title: COST,
    unit: "usd",
    figure: (row) => beside(wholeTest(test, pointOf(test, costsOf(test, row))), paper(row)),
  };
}

/** Returns the mean time from question to answer. */
export function latencyColumn(test: TestSet, paper: (row: Row) => number | undefined = () => undefined): Column {
  return {
    title: "Latency, mean",
    unit: "milliseconds",
    figure: (row) => beside(pointOf(test, latenciesOf(test, row)), paper(row)),
  };
}

/** Returns the cost of each question of a row. */
export function costsOf(test: TestSet, { variant }: Row): PerQuestion {
  return variant === null ? unknown(test) : test.read(variant, ({ costUsd }) => costUsd);
}

/** Returns how long each question of a row took. */
export function latenciesOf(test: TestSet, { variant }: Row): PerQuestion {
  return variant === null ? unknown(test) : test.read(variant, ({ latencyMs }) => latencyMs);
}

/**
 * Returns a mean over questions multiplied by the number of all questions: those with an unknown value count as the
 * others.
 */
export function wholeTest(test: TestSet, mean: Figure): Figure {
  return times(mean, test.questions.length);
}

/** Returns a note on rows whose costs are known only in part. */
export function costNotes(test: TestSet, rows: readonly Row[]): string[] {
  const partly = rows.filter((row) => {
    const known = costsOf(test, row).filter(isKnown).length;
    return known > 0 && known < test.questions.length;
  });
  if (partly.length === 0) return [];
  return [
    `Where the cost of some questions is unknown, the others' stands for them: ${partly.map(({ title }) => title).join("; ")}.`,
  ];
}

const unknown = (test: TestSet): PerQuestion => new Float64Array(test.questions.length).fill(NaN);
