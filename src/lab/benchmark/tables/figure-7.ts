import type { Variant } from "../variant.ts";
import { comparison } from "./comparison.ts";
import { byBankAccuracy, type TablesContext } from "./context.ts";
import { rowOf } from "./rows.ts";
import type { TableMaker } from "./table-maker.ts";
import { smcs, varied } from "./variants.ts";

/** Number of aggregators, as many as in the paper. */
const MOST_AGGREGATORS = 6;

/** Figure 7: which model merges best. */
export const figure7: TableMaker = {
  name: "figure-7",
  differs:
    "The paper compares six models on five data sets, without numbers and without saying why these six; here the six that are best on the bank merge.",
  variants: (context) => [smcs, ...aggregators(context)],
  tables: (context, test) => {
    const usual = context.aggregator == null ? "as set" : `as set: ${context.aggregator}`;
    const base = rowOf(test, smcs, undefined, `SMCS, ${usual}`);
    const rows = aggregators(context).flatMap((variant) =>
      rowOf(test, variant, undefined, variant.aggregator ?? variant.title),
    );
    const words = {
      id: "figure-7",
      title: "Aggregators",
      inPaper: "Figure 7",
      about: "SMCS with another model of the pool as the aggregator; the referencers and what they write are the same.",
      notes: [`The ${MOST_AGGREGATORS} models that are best on the bank are compared.`],
    };
    return [comparison(test, words, { rows: [...base, ...rows], base: base[0], variants: figure7.variants(context) })];
  },
};

/** Returns SMCS with each of the best models as its aggregator, without the aggregator of the settings. */
export function aggregators(context: TablesContext): Variant[] {
  return byBankAccuracy(context)
    .slice(0, MOST_AGGREGATORS)
    .filter((model) => model !== context.aggregator)
    .map((model) => varied(smcs, `aggregator=${model}`, { aggregator: model }));
}
