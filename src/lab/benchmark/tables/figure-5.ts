import type { Figure } from "../report/table.ts";
import { cutOffNote } from "./cut-off.ts";
import { pointOf } from "./figures.ts";
import { partsOf, testParts, partNotes, type Part } from "./parts.ts";
import { type Column, filled, runNotes } from "./rows.ts";
import type { TableMaker } from "./table-maker.ts";
import type { PerQuestion, TestSet } from "./test-set.ts";
import { smcs } from "./variants.ts";

/** Figure 5: the sources of the support questions of each data set. */
export const figure5: TableMaker = {
  name: "figure-5",
  differs:
    "Every support question of a test question counts the same; the paper's figure has no numbers and does not say how it counts.",
  variants: () => [smcs],
  tables: (_, test) => {
    const columns = partsOf(bankSources(test)).map((part): Column<Part> => {
      const shares = shareOf(test, part.sources);
      return {
        title: part.title,
        unit: "share",
        figure: ({ sources }): Figure => pointOf(test, test.within(shares, sources)),
      };
    });
    const rows = test.has(smcs) ? testParts(test) : [];
    const without = test.read(smcs, hasSupport).filter((value) => value === 0).length;
    return [
      {
        id: "figure-5",
        title: "Where support questions come from",
        inPaper: "Figure 5",
        about:
          "For the questions of each data set (rows), the mean share of their support questions that comes from each data set of the bank (columns).",
        ...filled(columns, rows),
        chart: { kind: "stacked-bars" },
        notes: [
          ...(without > 0 ? [`Questions without support questions are left out: ${without}.`] : []),
          ...partNotes(test),
          cutOffNote(test, [smcs]),
          ...runNotes(test, [smcs]),
        ],
      },
    ];
  },
};

const hasSupport = ({ supportBySource }: { readonly supportBySource: object }): number =>
  Object.keys(supportBySource).length > 0 ? 1 : 0;

/** Returns the bank's data sets, the one with the largest share of all support first. */
function bankSources(test: TestSet): string[] {
  const totals = new Map<string, number>();
  for (const outcome of test.outcomes(smcs)) {
    for (const [source, share] of Object.entries(outcome?.supportBySource ?? {})) {
      totals.set(source, (totals.get(source) ?? 0) + share);
    }
  }
  return [...totals].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([source]) => source);
}

/** Returns the share of each question's support that comes from some data sets; NaN without support. */
function shareOf(test: TestSet, sources: ReadonlySet<string>): PerQuestion {
  return test.read(smcs, (outcome) => {
    if (hasSupport(outcome) === 0) return null;
    const own = Object.entries(outcome.supportBySource).filter(([source]) => sources.has(source));
    return own.reduce((sum, [, share]) => sum + share, 0);
  });
}
