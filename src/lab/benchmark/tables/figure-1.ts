import { averageColumn, paperNotes, partColumns } from "./columns.ts";
import { cutOffColumn } from "./cut-off.ts";
import { partNotes } from "./parts.ts";
import { filled, rowOf, runNotes } from "./rows.ts";
import { bestByDataSet, comparedRows, poolRows } from "./systems.ts";
import { mainVariants } from "./table-1.ts";
import type { TableMaker } from "./table-maker.ts";
import { smcs, systemVariant } from "./variants.ts";
import { systemAccuracy } from "../paper/accuracy.ts";

const moa = systemVariant("mixture-of-agents");

/** Figure 1, the radar: SMCS, the best single model, and MoA. */
export const figure1: TableMaker = {
  name: "figure-1",
  differs:
    "The paper draws SMCS beside closed and beside open models in two pictures; here one has SMCS, the best single model, the best of each data set, MoA and the best model that is only compared with.",
  variants: (context) =>
    mainVariants(context).filter(({ id, system }) => system === "single" || [smcs.id, moa.id].includes(id)),
  tables: (context, test) => {
    const pool = poolRows(context, test);
    const rows = [
      ...rowOf(test, smcs, systemAccuracy.smcs),
      ...bestByDataSet(test, pool),
      ...pool.slice(0, 1).map((row) => ({ ...row, title: `Best single model: ${row.title}` })),
      ...rowOf(test, moa, systemAccuracy["mixture-of-agents"]),
      ...comparedRows(context, test)
        .slice(0, 1)
        .map((row) => ({ ...row, title: `Compared with: ${row.title}` })),
    ];
    const parts = partColumns(test);
    return [
      {
        id: "figure-1",
        title: "Accuracy on each data set",
        inPaper: "Figure 1",
        about:
          "The figures of Table 1 for SMCS, the best of the single models and MoA. The best single model is the one with the highest average on the test.",
        ...filled([...parts, averageColumn(test), cutOffColumn(test)], rows),
        chart: { kind: "radar", columns: parts.map(({ title }) => title) },
        notes: [...partNotes(test), ...paperNotes(test, rows), ...runNotes(test, figure1.variants(context))],
      },
    ];
  },
};
