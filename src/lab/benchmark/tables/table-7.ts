import { outOfDomain } from "../paper/studies.ts";
import { comparison } from "./comparison.ts";
import { byBankAccuracy, comparedModels, type TablesContext } from "./context.ts";
import { rowOf } from "./rows.ts";
import { paperOfModel } from "./systems.ts";
import type { TableMaker } from "./table-maker.ts";
import { singleVariant, smcs, systemVariant, varied } from "./variants.ts";

const bank = { kind: "out-of-domain" } as const;
const smcsOutOfDomain = varied(smcs, "bank=out-of-domain", { bank });
const selfMoaOutOfDomain = varied(systemVariant("self-moa"), "bank=out-of-domain", { bank });

/** Table 7: accuracy of SMCS on data sets that the bank does not hold. */
export const table7: TableMaker = {
  name: "table-7",
  differs:
    "The paper tests on three data sets that its bank never held; here each data set is taken out of the bank for its own questions.",
  variants: (context) => [smcsOutOfDomain, selfMoaOutOfDomain, smcs, ...models(context).map(singleVariant)],
  tables: (context, test) => {
    const base = rowOf(test, smcsOutOfDomain, outOfDomain.smcs, "SMCS, out of domain");
    const rows = [
      ...base,
      ...rowOf(test, selfMoaOutOfDomain, outOfDomain["self-moa"], "Self-MoA, out of domain"),
      ...models(context).flatMap((model) => rowOf(test, singleVariant(model), paperOfModel(model, outOfDomain))),
      ...rowOf(test, smcs, undefined, "SMCS with the whole bank"),
    ];
    const words = {
      id: "table-7",
      title: "Out of domain",
      inPaper: "Table 7",
      about:
        "Systems that choose models by the bank, without the bank questions of the asked question's own data set, beside single models and SMCS with the whole bank.",
      against: "Against SMCS, out of domain",
    };
    return [comparison(test, words, { rows, base: base[0], variants: table7.variants(context) })];
  },
};

function models(context: TablesContext): string[] {
  return [...byBankAccuracy(context).slice(0, 1), ...comparedModels(context)];
}
