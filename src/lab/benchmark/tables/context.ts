import { fitToPool, type Parameters, supportBase } from "../../../core/parameters.ts";
import type { SweepPoints } from "./points.ts";

/** How often a model is right on the bank's questions, 0 to 1. */
export interface BankAccuracy {
  readonly model: string;
  /** Null when it was never evaluated. */
  readonly overall: number | null;
  readonly bySource: Readonly<Record<string, number>>;
}

/** What the tables are about: it decides which variants they need. */
export interface TablesContext {
  /**
   * Bank names; models with `pool: false` are only compared with, of published ones there are replies and no server.
   */
  readonly models: readonly { readonly name: string; readonly pool: boolean; readonly published?: boolean }[];
  /** Data sets of the test questions. */
  readonly sources: readonly string[];
  /** N. */
  readonly bankSize: number;
  /** Data sets of the bank's questions, and how many each has. */
  readonly bankDataSets?: readonly { readonly name: string; readonly questions: number }[];
  /** Of the settings. */
  readonly parameters: Parameters;
  /** How many seeds Table 9 compares, 1 included. */
  readonly seeds: number;
  /** Whether any model is simulated. */
  readonly simulated: boolean;
  /** Of every model that the bank knows; without it nothing is ranked by the bank. */
  readonly bankAccuracy?: readonly BankAccuracy[];
  /** Bank name of the model that merges when no variant says otherwise; null where coding questions have another. */
  readonly aggregator?: string | null;
  /** Variants that cannot be made, by id, each with the reason; none when absent. */
  readonly leftOut?: ReadonlyMap<string, string>;
  /** Bank names of the model that merges code as a rule, and of the one that is named for it; null where none is. */
  readonly codingAggregator?: { readonly usual: string; readonly named: string | null };
  /** Points of sweeps in place of the tables' own. */
  readonly points?: SweepPoints;
  /** Ids of the variants that sweeps do without, since the budget does not pay for them. */
  readonly unpaid?: ReadonlySet<string>;
  /** Whether some model has an output limit of its own, so that the settings' is not everybody's. */
  readonly ownOutputLimits?: boolean;
}

/** Returns names of the models that may answer. */
export function poolOf({ models }: TablesContext): string[] {
  return models.filter(({ pool }) => pool).map(({ name }) => name);
}

/** Returns names of the models that are only compared with. */
export function comparedModels({ models }: TablesContext): string[] {
  return models.filter(({ pool }) => !pool).map(({ name }) => name);
}

/** Returns models that published replies speak for, since nobody serves them. */
export function publishedModels({ models }: TablesContext): string[] {
  return models.filter(({ published = false }) => published).map(({ name }) => name);
}

/**
 * Returns the parameters as runs use them: K fits the pool, and N_sup_base is a number. Of a single model, which then
 * answers K times, K is 1: nothing of it can be varied.
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
 * Returns the pool's models, most accurate on the bank first; those that were never evaluated last, in the pool's
 * order.
 */
export function byBankAccuracy(context: TablesContext): string[] {
  const accuracy = new Map(context.bankAccuracy?.map(({ model, overall }) => [model, overall ?? -1]));
  return poolOf(context).sort((a, b) => (accuracy.get(b) ?? -1) - (accuracy.get(a) ?? -1));
}
