import { costs } from "../paper/studies.ts";
import {
  averageColumn,
  COST,
  costColumn,
  costNotes,
  costsOf,
  latenciesOf,
  latencyColumn,
  paperNotes,
  wholeTest,
} from "./columns.ts";
import { byBankAccuracy, comparedModels } from "./context.ts";
import { cutOffColumn } from "./cut-off.ts";
import { beside, difference, meanOf, percentile95 } from "./figures.ts";
import { type Column, filled, type Row, runNotes } from "./rows.ts";
import { collaborationRows, collaborations, comparedRows, paperOfModel, singleRow } from "./systems.ts";
import type { TableMaker } from "./table-maker.ts";
import type { TestSet } from "./test-set.ts";
import { singleVariant } from "./variants.ts";

/** Table 2: cost and latency of the systems. */
export const table2: TableMaker = {
  name: "table-2",
  differs:
    "The paper's costs are of its own test of several thousand questions at its own prices; the 95th percentile and the best single model are ours.",
  variants: (context) => [
    ...collaborations,
    ...[...byBankAccuracy(context).slice(0, 1), ...comparedModels(context)].map(singleVariant),
  ],
  tables: (context, test) => {
    const best = byBankAccuracy(context).slice(0, 1);
    const rows = [
      ...collaborationRows(test),
      ...best.flatMap((model) => singleRow(test, model)),
      ...comparedRows(context, test),
    ];
    const base = rows.find(({ variant }) => variant?.id === "smcs");
    const inPaper = ({ title, variant }: Row) =>
      variant?.system === "single" ? paperOfModel(title, costs) : costs[variant?.system ?? ""];
    return [
      {
        id: "table-2",
        title: "Cost and latency",
        inPaper: "Table 2",
        about:
          "Cost of the whole test as if every request had been sent, none taken from the cache; latency from question to answer, in which each reply takes as long as it took when it was made. 95% of the questions take no longer than p95.",
        ...filled(
          [
            averageColumn(test),
            cutOffColumn(test),
            costColumn(test, (row) => inPaper(row)?.costUsd),
            latencyColumn(test, (row) => inPaper(row)?.latencyMs),
            {
              title: "Latency, p95",
              unit: "milliseconds",
              figure: (row) => ({ value: percentile95(latenciesOf(test, row)) }),
            },
            costDifference(test, base, inPaper),
            latencyDifference(test, base, inPaper),
          ],
          rows,
        ),
        chart: { kind: "bars", columns: [COST, "Latency, mean"] },
        notes: [
          "The single model is the most accurate one on the bank.",
          "Compare the order of the paper's costs, not their size.",
          ...paperNotes(test, rows),
          ...costNotes(test, rows),
          ...runNotes(test, table2.variants(context)),
        ],
      },
    ];
  },
};

type InPaper = (row: Row) => { readonly costUsd: number; readonly latencyMs: number } | undefined;

function costDifference(test: TestSet, base: Row | undefined, inPaper: InPaper): Column {
  return {
    title: "Cost against SMCS",
    unit: "usd",
    isDifference: true,
    figure: (row) => {
      if (base === undefined || row === base) return { value: null };
      const [own, other] = [inPaper(row), inPaper(base)];
      const figure = wholeTest(test, meanOf(test, difference(costsOf(test, row), costsOf(test, base))));
      return beside(figure, own && other ? own.costUsd - other.costUsd : undefined);
    },
  };
}

function latencyDifference(test: TestSet, base: Row | undefined, inPaper: InPaper): Column {
  return {
    title: "Latency against SMCS",
    unit: "milliseconds",
    isDifference: true,
    figure: (row) => {
      if (base === undefined || row === base) return { value: null };
      const [own, other] = [inPaper(row), inPaper(base)];
      const figure = meanOf(test, difference(latenciesOf(test, row), latenciesOf(test, base)));
      return beside(figure, own && other ? own.latencyMs - other.latencyMs : undefined);
    },
  };
}
