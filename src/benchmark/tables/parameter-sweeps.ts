import { byAggregations, byReferencers, bySupportBase } from "../paper/sweeps.ts";
import { effectiveParameters, poolOf, type TablesContext } from "./context.ts";
import { withUsual } from "./points.ts";
import { type Point, sweepTable, type SweepWords } from "./sweep.ts";
import type { TableMaker } from "./table-maker.ts";
import { smcs, smcsWith, varied } from "./variants.ts";

const table11 = sweepMaker(
  {
    id: "table-11",
    title: "K, the number of referencers",
    inPaper: "Table 11",
    about: "SMCS with more or fewer models that answer. K_drop is lowered where it would not be below K.",
    along: "K",
  },
  (context) => {
    const { referencers, dropCount } = effectiveParameters(context);
    const fitting = [1, 2, 3, 5, 7, 11].filter((count) => count <= poolOf(context).length);
    return withUsual(fitting, referencers).map((value) => ({
      value,
      variant: smcsWith(context, { referencers: value, dropCount: Math.min(dropCount, value - 1) }),
    }));
  },
  byReferencers,
);

const table12 = sweepMaker(
  {
    id: "table-12",
    title: "n, the number of aggregations",
    inPaper: "Table 12",
    about: "SMCS with more or fewer subsets that are drawn and merged.",
    along: "n",
  },
  (context) =>
    withUsual([1, 2, 4, 8, 16], effectiveParameters(context).aggregations).map((value) => ({
      value,
      variant: smcsWith(context, { aggregations: value }),
    })),
  byAggregations,
);

const table13 = sweepMaker(
  {
    id: "table-13",
    title: "N_sup_base, the number of support questions",
    inPaper: "Table 13",
    about: "SMCS with more or fewer support questions, of which gamma then allows some more.",
    along: "N_sup_base",
  },
  (context) => {
    const smaller = [10, 50, 200, 400, 1600].filter((count) => count < context.bankSize);
    return withUsual(smaller, effectiveParameters(context).supportBase).map((value) => ({
      value,
      variant: smcsWith(context, { supportBase: value }),
    }));
  },
  bySupportBase,
);

const gamma = sweepMaker(
  {
    id: "gamma",
    title: "gamma, the tolerance of support questions",
    inPaper: null,
    about: "SMCS with support questions that may be less similar (small gamma) or not (1) than the N_sup_base-th.",
    along: "gamma",
  },
  (context) =>
    withUsual([0.8, 0.9, 0.95, 1], effectiveParameters(context).tolerance).map((value) => ({
      value,
      variant: smcsWith(context, { tolerance: value }),
    })),
);

const dropCount = sweepMaker(
  {
    id: "drop-count",
    title: "K_drop, how many references are dropped",
    inPaper: null,
    about: "SMCS with more or fewer references left out of each draw.",
    along: "K_drop",
  },
  (context) => {
    const { referencers, dropCount: usual } = effectiveParameters(context);
    const fitting = [0, 1, 2, 3, 5].filter((count) => count < referencers);
    return withUsual(fitting, usual).map((value) => ({ value, variant: smcsWith(context, { dropCount: value }) }));
  },
);

const bankSize = sweepMaker(
  {
    id: "bank-size",
    title: "Size of the question bank",
    inPaper: null,
    about:
      "SMCS with a part of the bank, drawn by chance, the smaller ones within the larger. An automatic N_sup_base follows the size.",
    along: "bank questions",
  },
  ({ bankSize: all }) => [
    ...[...new Set([16, 8, 4, 2].map((part) => Math.floor(all / part)))]
      .filter((size) => size >= 10)
      .map((value) => ({ value, variant: varied(smcs, `bank=${value}`, { bank: { kind: "sample", size: value } }) })),
    { value: all, variant: smcs },
  ],
);

/** Each parameter against accuracy and cost: Tables 11 to 13, and what the paper does not have. */
export const parameterSweeps: readonly TableMaker[] = [table11, table12, table13, gamma, dropCount, bankSize];

function sweepMaker(
  words: SweepWords,
  points: (context: TablesContext) => Point[],
  paper?: Parameters<typeof sweepTable>[3],
): TableMaker {
  return {
    name: words.id,
    variants: (context) => points(context).map(({ variant }) => variant),
    tables: (context, test) => [sweepTable(test, words, points(context), paper)],
  };
}
