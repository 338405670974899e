import type { PaperRow } from "../paper/rows.ts";
import type { Table, TableColumn } from "../report/table.ts";
import type { Variant } from "../variant.ts";
import { isKnown } from "./figures.ts";
import type { PerQuestion, TestSet } from "./test-set.ts";

/** A row before its figures are computed. */
export interface Row {
  readonly title: string;
  /** How right the answers are, per question. */
  readonly correct: PerQuestion;
  /** Null when the row is not a run of its own. */
  readonly variant: Variant | null;
  readonly paper: PaperRow | undefined;
}

/** A column, and how its figures are computed from rows. */
export interface Column<Source = Row> extends TableColumn {
  readonly figure: (row: Source) => Table["rows"][number]["figures"][number];
}

/** Returns the row of a variant; none when it was not run. */
export function rowOf(test: TestSet, variant: Variant, paper?: PaperRow, title = variant.title): Row[] {
  return test.has(variant) ? [{ title, correct: test.correct(variant), variant, paper }] : [];
}

/** Returns the columns and rows of a table. */
export function filled<Source extends { readonly title: string }>(
  columns: readonly Column<Source>[],
  rows: readonly Source[],
): Pick<Table, "columns" | "rows"> {
  return {
    columns: columns.map(({ figure: _, ...column }) => column),
    rows: rows.map((row) => ({ title: row.title, figures: columns.map(({ figure }) => figure(row)) })),
  };
}

/** Returns sentences about what is missing from the runs of some variants. */
export function runNotes(test: TestSet, variants: readonly Variant[]): string[] {
  const all = test.questions.length;
  const counted = (count: (variant: Variant) => number): string =>
    variants
      .map((variant) => ({ title: variant.title, times: count(variant) }))
      .filter(({ times }) => times > 0)
      .map(({ title, times }) => `${title} ${times}`)
      .join("; ");
  const run = variants.filter((variant) => test.has(variant));
  const leftOut = variants.filter((variant) => !test.has(variant) && test.whyLeftOut(variant) !== null);
  const reasons = [...new Set(leftOut.map((variant) => test.whyLeftOut(variant) ?? ""))].map((reason) => {
    const titles = leftOut.filter((variant) => test.whyLeftOut(variant) === reason).map(({ title }) => title);
    return `Left out: ${titles.join("; ")}: ${reason}.`;
  });
  const notRun = variants
    .filter((variant) => !test.has(variant) && !leftOut.includes(variant))
    .map(({ title }) => title);
  const missing = counted((variant) =>
    run.includes(variant) ? all - test.outcomes(variant).filter((outcome) => outcome !== undefined).length : 0,
  );
  const failed = counted((variant) => test.outcomes(variant).filter((outcome) => outcome?.error != null).length);
  const capped = counted((variant) => test.outcomes(variant).filter((outcome) => outcome?.capped === true).length);
  const unchecked = counted((variant) => {
    const outcomes = test.outcomes(variant).filter((outcome) => outcome !== undefined);
    return outcomes.length - test.correct(variant).filter(isKnown).length;
  });
  const published = counted((variant) =>
    test.outcomes(variant).reduce((sum, outcome) => sum + (outcome?.replies.unknown ?? 0), 0),
  );
  return [
    ...reasons,
    ...(notRun.length === 0 ? [] : [`Not run: ${notRun.join("; ")}.`]),
    ...(missing === "" ? [] : [`Questions of ${all} that were not run: ${missing}.`]),
    ...(failed === "" ? [] : [`Questions without an answer, which count as wrong: ${failed}.`]),
    ...(capped === ""
      ? []
      : [`Questions with shorter or fewer requests because of smcs.budget.perQuestionUsd: ${capped}.`]),
    ...(unchecked === "" ? [] : [`Questions whose answer could not be checked and is left out: ${unchecked}.`]),
    ...(published === ""
      ? []
      : [`Published replies do not tell whether they were cut off, and are not counted there: ${published}.`]),
  ];
}
