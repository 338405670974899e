import { systemAccuracy } from "../paper/accuracy.ts";
import { longModelAccuracy, longSystemAccuracy } from "../paper/longer-outputs.ts";
import type { PaperRow } from "../paper/rows.ts";
import type { Variant } from "../variant.ts";
import { comparison } from "./comparison.ts";
import { byBankAccuracy, type TablesContext } from "./context.ts";
import { rowOf } from "./rows.ts";
import { modelPaper, paperOfModel } from "./systems.ts";
import type { TableMaker } from "./table-maker.ts";
import { singleVariant, smcs, withOutputLimit } from "./variants.ts";

/** The paper's two output limits. */
const limits = [8192, 32_768];

/** What more output tokens are worth. */
export const table6: TableMaker = {
  name: "table-6",
  variants: (context) => limited(context).map(({ variant }) => variant),
  tables: (context, test) => {
    const rows = limited(context).flatMap(({ title, variant, paper }) => rowOf(test, variant, paper, title));
    const base = rows.find(({ variant }) => variant?.id === smcs.id);
    const words = {
      id: "table-6",
      title: "Output limits",
      inPaper: "Table 6",
      about:
        "SMCS and the model that is best on the bank, when models and aggregator may write 8,192 tokens, and when they may write 32,768.",
      notes: [
        "With 32,768 tokens the paper lets QwQ-32B merge on MBPP and LiveCodeBench; here the aggregator is the same with every limit.",
      ],
    };
    return [comparison(test, words, rows, base, table6.variants(context))];
  },
};

interface Limited {
  readonly title: string;
  readonly variant: Variant;
  readonly paper: PaperRow | undefined;
}

function limited(context: TablesContext): Limited[] {
  const [best] = byBankAccuracy(context);
  const withLimits = (variant: Variant, paperOf: (limit: number) => PaperRow | undefined): Limited[] => {
    const rows = limits.map((limit) => ({
      title: `${variant.title}, ${limit.toLocaleString("en")} tokens`,
      variant: withOutputLimit(variant, context, limit),
      paper: paperOf(limit),
    }));
    const usual = rows.some((row) => row.variant === variant);
    return usual ? rows : [{ title: `${variant.title}, as set`, variant, paper: undefined }, ...rows];
  };
  return [
    ...withLimits(smcs, (limit) => (limit === 8192 ? systemAccuracy : longSystemAccuracy).smcs),
    ...(best === undefined
      ? []
      : withLimits(singleVariant(best), (limit) =>
          limit === 8192 ? modelPaper(best) : paperOfModel(best, longModelAccuracy),
        )),
  ];
}
