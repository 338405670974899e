import { banks } from "../paper/studies.ts";
import { comparison } from "./comparison.ts";
import { rowOf } from "./rows.ts";
import type { TableMaker } from "./table-maker.ts";
import { smcs, varied } from "./variants.ts";

const ownDataSet = varied(smcs, "bank=single-domain", { bank: { kind: "single-domain" } });
const none = varied(smcs, "bank=none", { bank: { kind: "none" } });

/** What the question bank is worth. */
export const table3: TableMaker = {
  name: "table-3",
  variants: () => [smcs, ownDataSet, none],
  tables: (context, test) => {
    const base = rowOf(test, smcs, banks.unified, "All data sets (unified)");
    const rows = [
      ...base,
      ...rowOf(test, ownDataSet, undefined, "The question's own data set"),
      ...rowOf(test, none, banks.none, "No bank: models drawn by chance"),
    ];
    const words = {
      id: "table-3",
      title: "Question banks",
      inPaper: "Table 3",
      about:
        "SMCS with the whole bank, with only the bank questions of the asked question's data set, and without a bank: then the referencers are drawn by chance from the seed.",
      notes: [
        "The paper's single-domain bank is MMLU-PRO's for all questions (73.33% on AIME, 82.2% on MBPP, 64.14% on GPQA-Diamond, 75.17% on MedMCQA); ours is each question's own, so that row has no figure of the paper.",
      ],
    };
    return [comparison(test, words, rows, base[0], table3.variants(context))];
  },
};
