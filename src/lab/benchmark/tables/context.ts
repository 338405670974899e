import { fitToPool, type Parameters, supportBase } from "../../../core/parameters.ts";
import type { SweepPoints } from "./points.ts";

/** How often a model is right on the bank's questions, 0 to 1. */
export interface BankAccuracy {
  readonly model: string;
  /** Null when the model was never evaluated. */
  readonly overall: number | null;
  readonly bySource: Readonly<Record<string, number>>;
}

/** The facts that decide which variants the tables need. */
export interface TablesContext {
  /** Bank names. Models with `pool: false` are only compared with; published ones have replies and no server. */
  readonly models: readonly { readonly name: string; readonly pool: boolean; readonly published?: boolean }[];
  /** Data sets of the test questions. */
  readonly sources: readonly string[];
  /** N. */
  readonly bankSize: number;
  /** Data sets of the bank's questions, with their numbers of questions. */
  readonly bankDataSets?: readonly { readonly name: string; readonly questions: number }[];
  /** Parameters of the settings. */
  readonly parameters: Parameters;
  /** Number of seeds that Table 9 compares, seed 1 included. */
  readonly seeds: number;
  /** Whether any model is simulated. */
  readonly simulated: boolean;
  /** Accuracy of every model that the bank knows; if absent, nothing is ranked by the bank. */
  readonly bankAccuracy?: readonly BankAccuracy[];
  /** Bank name of the model that merges unless a variant names another; null when coding questions have another one. */
  readonly aggregator?: string | null;
  /** Variants that cannot be made, by id, each with the reason; none when absent. */
  readonly leftOut?: ReadonlyMap<string, string>;
  /** Bank names of the model that usually merges code, and of the one named for it; null when none is named. */
  readonly codingAggregator?: { readonly usual: string; readonly named: string | null };
  /** Points of sweeps that replace the tables' own. */
  readonly points?: SweepPoints;
  /** Ids of the variants that sweeps leave out because the budget cannot pay for them. */
  readonly unpaid?: ReadonlySet<string>;
  /** Whether some model has an output limit of its own, so that the settings' limit does not apply to all. */
  readonly ownOutputLimits?: boolean;
}

/** Returns the names of the models that may answer. */
export function poolOf({ models }: TablesContext): string[] {
  return models.filter(({ pool }) => pool).map(({ name }) => name);
}

/** Returns the names of the models that are only compared with. */
export function comparedModels({ models }: TablesContext): string[] {
  return models.filter(({ pool }) => !pool).map(({ name }) => name);
}

/** Returns the names of models without a server that have published replies. */
export function publishedModels({ models }: TablesContext): string[] {
  return models.filter(({ published = false }) => published).map(({ name }) => name);
}

/**
 * Returns the parameters as runs use them: K fits the pool, and N_sup_base is a number. For a single model, which
 * answers K times, K is 1, because no table can vary it.
 */
export function effectiveParameters(context: TablesContext): Parameters {
  const models = Math.max(1, poolOf(context).length);
  const { parameters } = fitToPool(context.parameters, models);
  return {
    ...parameters,
    referencers: Math.min(parameters.referencers, models),
    supportBase: supportBase(parameters, context.bankSize),
  };
}

/**
 * Returns the pool's models, most accurate on the bank first. Models that were never evaluated come last, in the pool's
 * order.
 */
export function byBankAccuracy(context: TablesContext): string[] {
  const accuracy = new Map(context.bankAccuracy?.map(({ model, overall }) => [model, overall ?? -1]));
  return poolOf(context).sort((a, b) => (accuracy.get(b) ?? -1) - (accuracy.get(a) ?? -1));
}
