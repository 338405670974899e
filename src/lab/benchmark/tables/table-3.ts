import { paperDataSet } from "../paper/data-sets.ts";
import { averageOf } from "../paper/rows.ts";
import { banks } from "../paper/studies.ts";
import { AVERAGE } from "./columns.ts";
import { comparison } from "./comparison.ts";
import type { TablesContext } from "./context.ts";
import { beside, meanOf } from "./figures.ts";
import { type Column, rowOf } from "./rows.ts";
import type { TableMaker } from "./table-maker.ts";
import type { TestSet } from "./test-set.ts";
import { smcs, varied } from "./variants.ts";
import type { Variant } from "../variant.ts";

const ownDataSet = varied(smcs, "bank=single-domain", { bank: { kind: "single-domain" } });
const none = varied(smcs, "bank=none", { bank: { kind: "none" } });

/** The paper's bank for all questions, used here too if the bank holds it. */
const PAPERS_SINGLE = "MMLU-PRO";

/** Table 3: the value of the question bank. */
export const table3: TableMaker = {
  name: "table-3",
  differs: `The paper's single bank is ${PAPERS_SINGLE}'s and is tested on four other data sets; here it is the largest data set's where the bank lacks that one, all data sets are tested, and the row with the question's own data set is ours.`,
  variants: (context) => [smcs, ...fixedVariant(context), ownDataSet, none],
  leftOut: (context) => {
    if (fixedDataSet(context) !== null) return [];
    const why = "since the bank has no two data sets of which one could be taken";
    return [`Left out: the bank of one data set for all questions, ${why}.`];
  },
  tables: (context, test) => {
    const base = rowOf(test, smcs, banks.unified, "All data sets (unified)");
    const dataSet = fixedDataSet(context);
    const paper = dataSet !== null && isPapersSingle(dataSet) ? banks.single : undefined;
    const rows = [
      ...base,
      ...fixedVariant(context).flatMap((variant) =>
        rowOf(test, variant, paper, `Single: ${dataSet ?? ""} for all questions`),
      ),
      ...rowOf(test, ownDataSet, undefined, "The question's own data set"),
      ...rowOf(test, none, banks.none, "No bank: models drawn by chance"),
    ];
    const words = {
      id: "table-3",
      title: "Question banks",
      inPaper: "Table 3",
      about:
        "SMCS with the whole bank, with the bank questions of one data set whatever is asked, with those of the asked question's data set, and without a bank: then the referencers are drawn by chance from the seed.",
      columns: dataSet === null ? [] : elsewhere(test, dataSet),
    };
    return [comparison(test, words, { rows, base: base[0], variants: table3.variants(context) })];
  },
};

/** Returns the data set whose questions are the bank for all; null when the whole bank is a single data set. */
function fixedDataSet({ bankDataSets = [] }: TablesContext): string | null {
  if (bankDataSets.length < 2) return null;
  const papers = bankDataSets.find(({ name }) => isPapersSingle(name));
  return (papers ?? bankDataSets.reduce((most, one) => (one.questions > most.questions ? one : most))).name;
}

function fixedVariant(context: TablesContext): Variant[] {
  const dataSet = fixedDataSet(context);
  if (dataSet === null) return [];
  return [varied(smcs, `bank=only ${dataSet}`, { bank: { kind: "data-set", name: dataSet } })];
}

/**
 * Returns the average over the data sets that the single bank does not hold: the paper's evidence for questions out of
 * domain.
 */
function elsewhere(test: TestSet, dataSet: string): Column[] {
  const names = test.sources.map(({ name }) => name);
  const others = new Set(names.filter((name) => name !== dataSet));
  if (others.size === 0 || others.size === names.length) return [];
  return [
    {
      title: `${AVERAGE} without ${dataSet}`,
      unit: "share",
      figure: ({ correct, paper }) => {
        const figure = meanOf(test, test.within(correct, others), "data sets");
        return isPapersSingle(dataSet) && paper !== undefined ? beside(figure, averageOf(paper)) : figure;
      },
    },
  ];
}

function isPapersSingle(dataSet: string): boolean {
  return paperDataSet(dataSet) === PAPERS_SINGLE;
}
