import { type Parameters, presets } from "../../../core/parameters.ts";
import type { Outcome } from "../outcome.ts";
import type { Table } from "../report/table.ts";
import type { Variant } from "../variant.ts";
import { effectiveParameters, type TablesContext } from "./context.ts";
import { figure1 } from "./figure-1.ts";
import { figure4 } from "./figure-4.ts";
import { figure5 } from "./figure-5.ts";
import { figure6 } from "./figure-6.ts";
import { figure7 } from "./figure-7.ts";
import { finalChoice, lambda } from "./final-choice.ts";
import { parameterSweeps } from "./parameter-sweeps.ts";
import { table1 } from "./table-1.ts";
import { table10 } from "./table-10.ts";
import { table2 } from "./table-2.ts";
import { table3 } from "./table-3.ts";
import { table4 } from "./table-4.ts";
import { table6 } from "./table-6.ts";
import { table7 } from "./table-7.ts";
import { table8 } from "./table-8.ts";
import { table9 } from "./table-9.ts";
import type { TableMaker } from "./table-maker.ts";
import { TestSet } from "./test-set.ts";

const makers: readonly TableMaker[] = [
  figure1,
  table1,
  table2,
  figure4,
  table3,
  figure5,
  table4,
  figure6,
  table6,
  figure7,
  table7,
  table8,
  table9,
  table10,
  ...parameterSweeps,
  lambda,
  finalChoice,
];

/** Names of the tables and figures, in the order of a report. */
export const tableNames: readonly string[] = makers.map(({ name }) => name);

/**
 * Returns all variants that some tables need, each once, SMCS first.
 *
 * @param names of `tableNames`; others are ignored
 */
export function variantsFor(names: readonly string[], context: TablesContext): readonly Variant[] {
  const wanted = makersOf(names).flatMap(({ variants }) => variants(context));
  return [...new Map(wanted.map((variant) => [variant.id, variant])).values()];
}

/** Returns the tables, in the order of `tableNames`, from the outcomes of the variants that were run. */
export function tablesFrom(
  names: readonly string[],
  context: TablesContext,
  outcomes: readonly Outcome[],
): readonly Table[] {
  const test = new TestSet(outcomes, context.leftOut);
  return makersOf(names).flatMap((maker) =>
    maker.tables(context, test).map((table) => ({
      ...table,
      differs: table.inPaper === null ? maker.differs : withParameters(maker.differs, context),
      notes: [...(context.simulated ? [SIMULATED] : []), ...table.notes, ...(maker.leftOut?.(context) ?? [])],
    })),
  );
}

/** Returns sentences about the rows that tables will lack, each with the name of the table. */
export function leftOutOf(names: readonly string[], context: TablesContext): string[] {
  return makersOf(names).flatMap(({ name, leftOut }) =>
    (leftOut?.(context) ?? []).map((sentence) => `${name}: ${sentence}`),
  );
}

const SIMULATED = "All figures are of simulated models: they show how the tables work, and nothing about real models.";

function makersOf(names: readonly string[]): readonly TableMaker[] {
  return makers.filter(({ name }) => names.includes(name));
}

/** Names, for readers, of the parameters that the paper fixes (A.3). */
const parameterNames = {
  referencers: "K",
  dropCount: "K_drop",
  aggregations: "n",
  selection: "the choice of models",
  supportBase: "N_sup_base",
  tolerance: "gamma",
  perplexityWeight: "lambda",
  objective: "the objective of the choice of models",
  posterior: "the choice of the winner",
  dropDistribution: "the distribution of the drop",
  temperature: "the temperature",
  presencePenalty: "the presence penalty",
  maxOutputTokens: "the output limit",
  layers: "the number of MoA's layers",
  selfConsistency: "self-consistency",
} as const satisfies Partial<Record<keyof Parameters, string>>;

/**
 * Returns what differs from the paper's protocol, including parameters of the settings that differ from the paper's.
 */
function withParameters(differs: string, context: TablesContext): string {
  const own = effectiveParameters(context);
  const different = (Object.keys(parameterNames) as (keyof typeof parameterNames)[])
    .filter((name) => own[name] !== presets.paper[name])
    .map((name) => `${parameterNames[name]} is ${own[name]}, not ${presets.paper[name]}`);
  return different.length === 0 ? differs : `${differs} In the settings ${different.join("; ")}.`;
}
