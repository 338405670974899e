import {
  AGAINST,
  againstColumn,
  AVERAGE,
  averageColumn,
  costColumn,
  costNotes,
  paperNotes,
  partColumns,
} from "./columns.ts";
import { cutOffColumn } from "./cut-off.ts";
import { partNotes } from "./parts.ts";
import { type Column, filled, type Row, runNotes } from "./rows.ts";
import type { MadeTable } from "./table-maker.ts";
import type { TestSet } from "./test-set.ts";
import type { Variant } from "../variant.ts";

/** The texts and additional columns of a table of accuracies by data set. */
type Words = Pick<MadeTable, "id" | "title" | "inPaper" | "about"> & {
  readonly notes?: readonly string[];
  /** Title of the column that compares with the base. */
  readonly against?: string;
  /** Columns after the average. */
  readonly columns?: readonly Column[];
};

/** The rows that such a table compares. */
interface Compared {
  readonly rows: readonly Row[];
  /** The row that the others are compared with; undefined when it was not run. */
  readonly base: Row | undefined;
  /** The variants that the table needs, run or not. */
  readonly variants: readonly Variant[];
}

/**
 * Returns a table of the most frequent form: accuracy by data set, the average, its difference from that of one row,
 * the cost.
 */
export function comparison(
  test: TestSet,
  { notes = [], against = AGAINST, columns = [], ...words }: Words,
  { rows, base, variants }: Compared,
): MadeTable {
  return {
    ...words,
    ...filled(
      [
        ...partColumns(test),
        averageColumn(test),
        ...columns,
        againstColumn(test, base, against),
        cutOffColumn(test),
        costColumn(test),
      ],
      rows,
    ),
    chart: { kind: "bars", columns: [AVERAGE] },
    notes: [
      ...notes,
      ...partNotes(test),
      ...paperNotes(test, rows),
      ...costNotes(test, rows),
      ...runNotes(test, variants),
    ],
  };
}
