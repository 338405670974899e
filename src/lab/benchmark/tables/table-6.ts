import { closedModelAccuracy, systemAccuracy } from "../paper/accuracy.ts";
import { longModelAccuracy, longSystemAccuracy } from "../paper/studies.ts";
import { bestRow, meanRow, type PaperRow } from "../paper/rows.ts";
import type { Variant } from "../variant.ts";
import { comparison } from "./comparison.ts";
import { byBankAccuracy, comparedModels, poolOf, publishedModels, type TablesContext } from "./context.ts";
import { type Row, rowOf } from "./rows.ts";
import { averageRow, bestByDataSet, byAverage, modelPaper, paperOfModel } from "./systems.ts";
import type { TableMaker } from "./table-maker.ts";
import type { TestSet } from "./test-set.ts";
import { singleVariant, smcs, varied, withOutputLimit } from "./variants.ts";

/** The paper's two output limits. */
const [SHORT, LONG] = [8192, 32_768];
const tokens = (limit: number): string => `${limit.toLocaleString("en")} tokens`;

/** Table 6: the value of more output tokens. */
export const table6: TableMaker = {
  name: "table-6",
  differs: `With ${tokens(LONG)} every model is asked anew, also those that do not think, of which the paper takes the answers with ${tokens(SHORT)}; where code is merged by a model of its own, as by the paper's QwQ-32B, the row names it.`,
  variants: (context) => [
    ...systemRows(context).map(({ variant }) => variant),
    ...longModels(context).map((model) => longVariant(context, model)),
    ...shortBest(context).map(({ variant }) => variant),
  ],
  leftOut: (context) => [...withoutCodingAggregator(context), ...withoutServer(context)],
  tables: (context, test) => {
    const systems = systemRows(context).flatMap(({ title, variant, paper }) => rowOf(test, variant, paper, title));
    const isLong = new Set(longSystems(context).map(({ variant }) => variant.id));
    const base = systems.findLast(({ variant }) => isLong.has(variant?.id ?? ""));
    const pool = longRows(context, test, poolOf(context));
    const compared = longRows(context, test, comparedModels(context));
    const rows = [
      ...systems,
      ...bestByDataSet(test, pool, bestRow(Object.values(longModelAccuracy))),
      ...averageRow(test, "Average of the pool", pool, meanRow(Object.values(longModelAccuracy))),
      ...pool,
      ...shortBest(context).flatMap(({ title, variant, paper }) => rowOf(test, variant, paper, title)),
      ...averageRow(test, "Average of the models compared with", compared, meanRow(Object.values(closedModelAccuracy))),
      ...compared,
    ];
    const words = {
      id: "table-6",
      title: "Output limits",
      inPaper: "Table 6",
      about: `SMCS and every model, when models and aggregator may write ${tokens(LONG)}, beside SMCS and the model that is best on the bank when they may write ${tokens(SHORT)}.`,
      against: `Against SMCS, ${tokens(LONG)}`,
      notes: [
        ...(base === undefined ? [] : [`Rows are compared with “${base.title}”.`]),
        "“Best of each data set” chooses in hindsight, by the test itself; its interval does not know that.",
      ],
    };
    return [comparison(test, words, { rows, base, variants: table6.variants(context) })];
  },
};

interface Limited {
  readonly title: string;
  readonly variant: Variant;
  readonly paper: PaperRow | undefined;
}

/** Returns SMCS as set, with either limit, and with a model of its own for merging code. */
function systemRows(context: TablesContext): Limited[] {
  const short = limited(context, smcs, SHORT, systemAccuracy.smcs);
  const long = longSystems(context);
  const isUsual = [short, ...long].some(({ variant }) => variant === smcs);
  return [...(isUsual ? [] : [{ title: "SMCS, as set", variant: smcs, paper: undefined }]), short, ...long];
}

/** Returns SMCS with the longer limit; the last row is the paper's. */
function longSystems(context: TablesContext): Limited[] {
  const { usual = null, named = null } = context.codingAggregator ?? {};
  const long = limited(context, smcs, LONG, longSystemAccuracy.smcs);
  if (named === null) return [long];
  const title = `${long.title}, code by ${named}`;
  if (named === usual) return [{ ...long, title }];
  const variant = varied(long.variant, `code=${named}`, { codingAggregator: named, title });
  return [
    { ...long, paper: undefined },
    { ...long, title, variant },
  ];
}

function limited(context: TablesContext, variant: Variant, limit: number, paper: PaperRow | undefined): Limited {
  return { title: `${variant.title}, ${tokens(limit)}`, variant: withOutputLimit(variant, context, limit), paper };
}

function longVariant(context: TablesContext, model: string): Variant {
  return withOutputLimit(singleVariant(model), context, LONG);
}

/** Returns the models that can be asked with the longer limit: all but published ones. */
function longModels(context: TablesContext): string[] {
  const published = new Set(publishedModels(context));
  return [...poolOf(context), ...comparedModels(context)].filter((model) => !published.has(model));
}

function longRows(context: TablesContext, test: TestSet, models: readonly string[]): Row[] {
  const able = new Set(longModels(context));
  const papers = { ...longModelAccuracy, ...closedModelAccuracy };
  const rows = models
    .filter((model) => able.has(model))
    .flatMap((model) => rowOf(test, longVariant(context, model), paperOfModel(model, papers), model));
  return byAverage(test, rows);
}

/**
 * Returns the row of the model that is best on the bank, with the shorter limit. Table 1 has the others with the
 * settings' limit.
 */
function shortBest(context: TablesContext): Limited[] {
  const published = new Set(publishedModels(context));
  return byBankAccuracy(context)
    .filter((model) => !published.has(model))
    .slice(0, 1)
    .map((model) => limited(context, singleVariant(model), SHORT, modelPaper(model)));
}

function withoutCodingAggregator({ codingAggregator }: TablesContext): string[] {
  if (codingAggregator === undefined || codingAggregator.named !== null) return [];
  return [
    `Left out: SMCS with ${tokens(LONG)} and a model of its own for merging code, since smcs.codingAggregator names none and no endpoint serves the paper's QwQ-32B.`,
  ];
}

function withoutServer(context: TablesContext): string[] {
  const models = publishedModels(context);
  if (models.length === 0) return [];
  return [
    `Left out with ${tokens(LONG)}, since their replies were published and no endpoint serves them: ${models.join("; ")}. Where SMCS has them answer, with either limit, these replies are its references.`,
  ];
}
