import { comparedModels, poolOf, type TablesContext } from "./context.ts";
import {
  AGAINST,
  againstColumn,
  AVERAGE,
  averageColumn,
  paperNotes,
  paperOn,
  partColumns,
  questionsColumn,
} from "./columns.ts";
import { cutOffColumn, cutOffColumns } from "./cut-off.ts";
import { beside, difference, meanOf } from "./figures.ts";
import { partNotes, testParts } from "./parts.ts";
import { type Column, filled, type Row, runNotes } from "./rows.ts";
import {
  averageRow,
  bestByDataSet,
  collaborationRows,
  collaborations,
  comparedRows,
  poolAverage,
  poolRows,
} from "./systems.ts";
import type { TableMaker } from "./table-maker.ts";
import type { TestSet } from "./test-set.ts";
import { singleVariant } from "./variants.ts";
import type { Variant } from "../variant.ts";
import { closedModelAccuracy } from "../paper/accuracy.ts";
import { meanRow } from "../paper/rows.ts";

/** Table 1: accuracy of every system and model on every data set, and the difference from SMCS. */
export const table1: TableMaker = {
  name: "table-1",
  differs:
    "Models with “pool: false” stand where the paper has closed models, and differences are a row minus SMCS, the paper's SMCS minus the row.",
  variants: mainVariants,
  tables: (context, test) => {
    const rows = mainRows(context, test);
    const base = rows.find(({ variant }) => variant?.id === "smcs");
    const notes = [...partNotes(test), ...paperNotes(test, rows), ...runNotes(test, mainVariants(context))];
    return [
      {
        id: "table-1",
        title: "Accuracy of systems and models",
        inPaper: "Table 1",
        about:
          "Share of right answers on each data set. The average is over data sets, each with the same weight; " +
          `“${AGAINST}” is how much higher it is than SMCS's.`,
        ...filled(
          [
            ...partColumns(test),
            averageColumn(test),
            questionsColumn(test),
            againstColumn(test, base),
            cutOffColumn(test),
          ],
          rows,
        ),
        chart: { kind: "bars", columns: [AVERAGE] },
        notes: [
          "“Best of each data set” chooses in hindsight, by the test itself; its interval does not know that.",
          ...notes,
        ],
      },
      {
        id: "table-1-differences",
        title: "Accuracy against SMCS on each data set",
        inPaper: "Last rows of Table 1",
        about:
          "How much higher each accuracy is than SMCS's, in percentage points, on the same questions. Below zero SMCS is better.",
        ...filled(
          differenceColumns(test, base),
          rows.filter((row) => row !== base),
        ),
        chart: { kind: "bars", columns: [AVERAGE] },
        notes,
      },
      {
        id: "table-1-cut-off",
        title: "Replies that were cut off on each data set",
        inPaper: null,
        about:
          "How many of the replies behind each accuracy ended at the output limit, merged answers among them. They are judged as they stand.",
        ...filled(
          [...cutOffColumns(test), { ...cutOffColumn(test), title: "All questions" }],
          rows.filter(({ variant }) => variant !== null),
        ),
        chart: null,
        notes: [...partNotes(test), ...runNotes(test, mainVariants(context))],
      },
    ];
  },
};

/** Returns every system, and every model alone. */
export function mainVariants(context: TablesContext): Variant[] {
  return [...collaborations, ...[...poolOf(context), ...comparedModels(context)].map(singleVariant)];
}

function mainRows(context: TablesContext, test: TestSet): Row[] {
  const pool = poolRows(context, test);
  const compared = comparedRows(context, test);
  return [
    ...collaborationRows(test),
    ...bestByDataSet(test, pool),
    ...poolAverage(test, pool),
    ...pool,
    ...averageRow(test, "Average of the models compared with", compared, meanRow(Object.values(closedModelAccuracy))),
    ...compared,
  ];
}

function differenceColumns(test: TestSet, base: Row | undefined): Column[] {
  const parts = testParts(test).map((part): Column => ({
    title: part.title,
    unit: "points",
    figure: ({ correct, paper }) => {
      if (base === undefined) return { value: null };
      const [own, other] = [paperOn(part, paper), paperOn(part, base.paper)];
      const figure = meanOf(test, test.within(difference(correct, base.correct), part.sources));
      return beside(figure, own === undefined || other === undefined ? undefined : own - other);
    },
  }));
  return [...parts, againstColumn(test, base, AVERAGE), cutOffColumn(test)];
}
