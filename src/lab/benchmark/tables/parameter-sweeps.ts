import { counted } from "../../../core/counted.ts";
import { byAggregations, byReferencers, bySupportBase } from "../paper/sweeps.ts";
import { effectiveParameters, poolOf } from "./context.ts";
import { sweepMaker } from "./sweep.ts";
import type { TableMaker } from "./table-maker.ts";
import { smcs, smcsWith, varied } from "./variants.ts";

const ON_MMLU_PRO = "The paper sweeps on MMLU-PRO alone; here all data sets are tested, at the prices of the settings.";

const table11 = sweepMaker({
  id: "table-11",
  title: "K, the number of referencers",
  inPaper: "Table 11",
  about: "SMCS with more or fewer models that answer. K_drop is lowered where it would not be below K.",
  differs: ON_MMLU_PRO,
  along: "K",
  sweep: "K",
  range: (context) => {
    const models = poolOf(context).length;
    const { referencers: usual } = effectiveParameters(context);
    const why = `the pool has ${counted(models, "model")}`;
    return { points: [...byReferencers.keys()], usual, most: Math.max(1, models), why };
  },
  variant: (context, value) => {
    const { dropCount } = effectiveParameters(context);
    return smcsWith(context, { referencers: value, dropCount: Math.min(dropCount, value - 1) });
  },
  paper: byReferencers,
});

const table12 = sweepMaker({
  id: "table-12",
  title: "n, the number of aggregations",
  inPaper: "Table 12",
  about: "SMCS with more or fewer subsets that are drawn and merged.",
  differs: ON_MMLU_PRO,
  along: "n",
  sweep: "n",
  range: (context) => {
    const { aggregations: usual } = effectiveParameters(context);
    return { points: [...byAggregations.keys()], usual, most: Infinity, why: "" };
  },
  variant: (context, value) => smcsWith(context, { aggregations: value }),
  paper: byAggregations,
});

const table13 = sweepMaker({
  id: "table-13",
  title: "N_sup_base, the number of support questions",
  inPaper: "Table 13",
  about: "SMCS with more or fewer support questions, of which gamma then allows some more.",
  differs: ON_MMLU_PRO,
  along: "N_sup_base",
  sweep: "N_sup_base",
  range: (context) => ({
    points: [...bySupportBase.keys()],
    usual: effectiveParameters(context).supportBase,
    most: context.bankSize,
    why: `the bank has ${counted(context.bankSize, "question")}`,
  }),
  variant: (context, value) => smcsWith(context, { supportBase: value }),
  paper: bySupportBase,
});

const gamma = sweepMaker({
  id: "gamma",
  title: "gamma, the tolerance of support questions",
  inPaper: null,
  about: "SMCS with support questions that may be less similar (small gamma) or not (1) than the N_sup_base-th.",
  differs: "The paper has no such table: its gamma is 0.95 throughout.",
  along: "gamma",
  sweep: "gamma",
  range: (context) => ({
    points: [0.8, 0.9, 0.95, 1],
    usual: effectiveParameters(context).tolerance,
    most: 1,
    why: "",
  }),
  variant: (context, value) => smcsWith(context, { tolerance: value }),
});

const dropCount = sweepMaker({
  id: "drop-count",
  title: "K_drop, how many references are dropped",
  inPaper: null,
  about: "SMCS with more or fewer references left out of each draw.",
  differs: "The paper has no such table: its K_drop is 1 throughout.",
  along: "K_drop",
  sweep: "K_drop",
  range: (context) => {
    const { referencers, dropCount: usual } = effectiveParameters(context);
    return { points: [0, 1, 2, 3, 5], usual, most: referencers - 1, why: `K is ${referencers}` };
  },
  variant: (context, value) => smcsWith(context, { dropCount: value }),
});

const bankSize = sweepMaker({
  id: "bank-size",
  title: "Size of the question bank",
  inPaper: null,
  about:
    "SMCS with a part of the bank, drawn by chance, the smaller ones within the larger. An automatic N_sup_base follows the size.",
  differs: "The paper has no such table: it compares banks by their data sets, not by their size.",
  along: "bank questions",
  sweep: "bank",
  range: ({ bankSize: all }) => ({
    points: [16, 8, 4, 2].map((part) => Math.floor(all / part)).filter((size) => size >= 10),
    usual: all,
    most: all,
    why: `the bank has ${counted(all, "question")}`,
  }),
  variant: ({ bankSize: all }, value) =>
    value === all ? smcs : varied(smcs, `bank=${value}`, { bank: { kind: "sample", size: value } }),
});

/** Each parameter against accuracy and cost: Tables 11 to 13, and sweeps that the paper does not have. */
export const parameterSweeps: readonly TableMaker[] = [table11, table12, table13, gamma, dropCount, bankSize];
