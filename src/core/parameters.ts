import { SettingsError } from "./errors.ts";
import type { PoolMember, Sampling } from "./ports.ts";

/** The distribution by which prior dropping keeps references: the paper's Eq. 6, its released code's, or none. */
export const dropDistributions = ["paper", "released", "uniform"] as const;
export type DropDistribution = (typeof dropDistributions)[number];

/** How self-consistency finds the answer that most replies share when none can be extracted from them. */
export const selfConsistencies = ["medoid", "universal"] as const;
type SelfConsistency = (typeof selfConsistencies)[number];

/** How the winner is chosen: by the paper's Eq. 7 alone, or first by the examples of the question that code passes. */
export const posteriors = ["paper", "checked"] as const;
type Posterior = (typeof posteriors)[number];

/**
 * What the choice of K models maximises: each model's own prior (the paper's Eq. 5), the chance that at least one of
 * them is right, or that chance against price and time.
 */
export const objectives = ["prior", "coverage", "value"] as const;
type Objective = (typeof objectives)[number];

/** How models are chosen: by RPS alone, as in the paper, or by what was learned from the whole bank. */
export const selections = ["paper", "tuned"] as const;
type SelectionWay = (typeof selections)[number];

/** All parameters of a run that can be set, under the paper's names (A.3). */
export interface Parameters extends Sampling {
  /** K: how many models answer. */
  readonly referencers: number;
  /** n: how many subsets are drawn and aggregated. */
  readonly aggregations: number;
  /** K_drop: how many references each draw leaves out. */
  readonly dropCount: number;
  readonly selection: SelectionWay;
  /** N_sup_base; 0 means automatic. */
  readonly supportBase: number;
  /** gamma. */
  readonly tolerance: number;
  /** lambda. */
  readonly perplexityWeight: number;
  readonly objective: Objective;
  readonly posterior: Posterior;
  /** Whether an answer that fails examples of the question is corrected once; needs `checked`. */
  readonly repair: boolean;
  /** Whether models are asked one at a time, until a reply suffices. */
  readonly cascade: boolean;
  readonly dropDistribution: DropDistribution;
  /** How many rounds the models answer in MoA; each round reads all answers of the round before. */
  readonly layers: number;
  readonly selfConsistency: SelfConsistency;
  /**
   * The model that the system `single` asks, by reference or bank name; `auto` is the most accurate one on the bank.
   */
  readonly singleModel: string;
}

/** All values that a preset provides for settings that the user leaves to it. */
export interface PresetValues extends Parameters {
  /** Whether the remaining requests are given up once more than half of the candidates have arrived and agree. */
  readonly earlyStop: boolean;
}

const paper: PresetValues = {
  referencers: 7,
  aggregations: 8,
  dropCount: 1,
  selection: "paper",
  supportBase: 400,
  tolerance: 0.95,
  perplexityWeight: 1,
  objective: "prior",
  posterior: "paper",
  repair: false,
  cascade: false,
  dropDistribution: "paper",
  temperature: 0.7,
  presencePenalty: 1.05,
  maxOutputTokens: 8192,
  layers: 1,
  // The paper cites universal self-consistency (A.3).
  selfConsistency: "universal",
  singleModel: "auto",
  // Presets that follow the paper exactly wait for every candidate.
  earlyStop: false,
};

/**
 * Values of the presets that do not follow the paper: code is run on the examples of the question and corrected once,
 * Self-Consistency sends no request to compare answers, and a majority of agreeing candidates is enough.
 */
const ownWay: PresetValues = {
  ...paper,
  supportBase: 0,
  posterior: "checked",
  repair: true,
  selfConsistency: "medoid",
  earlyStop: true,
};

/** All values of each preset. CONTRIBUTING.md lists the steps to change or add one. */
export const presetValues = {
  coding: { ...ownWay, referencers: 3, aggregations: 4 },
  paper,
  // A.5: for referencers and the aggregator alike.
  "paper-32k": { ...paper, maxOutputTokens: 32768 },
  economy: { ...ownWay, referencers: 3, dropCount: 0, aggregations: 3, cascade: true },
} satisfies Readonly<Record<string, PresetValues>>;
export type Preset = keyof typeof presetValues;
export const presetNames = Object.keys(presetValues) as [Preset, ...Preset[]];

/** The method's parameters in each preset. */
export const presets = Object.fromEntries(
  Object.entries(presetValues).map(([name, { earlyStop: _, ...parameters }]) => [name, parameters]),
) as Readonly<Record<Preset, Parameters>>;

/**
 * Returns a preset with the user's overrides.
 *
 * @throws SettingsError when a count is not a whole number within its bounds, or K_drop >= K
 */
export function resolveParameters(preset: Preset, overrides: Partial<Parameters>): Parameters {
  const parameters: Parameters = { ...presets[preset], ...overrides };
  for (const [name, { least, most }] of Object.entries(parameterBounds)) {
    const value = parameters[name as keyof typeof parameterBounds];
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new SettingsError(`smcs.${name}`, `must be a whole number from ${least} to ${most}. It is ${value}.`);
    }
  }
  if (parameters.dropCount >= parameters.referencers) {
    throw new SettingsError(
      "smcs.dropCount",
      `must be smaller than smcs.referencers (K_drop = ${parameters.dropCount}, K = ${parameters.referencers}).`,
    );
  }
  return parameters;
}

/**
 * Minimum and maximum of each count. The maximum is far beyond useful values: it keeps a slip, or the settings of a
 * folder, from sending thousands of requests.
 */
export const parameterBounds = {
  referencers: { least: 1, most: 100 },
  aggregations: { least: 1, most: 100 },
  dropCount: { least: 0, most: 99 },
  supportBase: { least: 0, most: 1_000_000 },
  maxOutputTokens: { least: 1, most: 1_000_000 },
  layers: { least: 1, most: 5 },
} as const satisfies Partial<Record<keyof Parameters, { readonly least: number; readonly most: number }>>;

/** Returns N_sup_base for a bank of N questions; automatic is min(400, max(20, floor(N/2))). */
export function supportBase(parameters: Parameters, bankSize: number): number {
  return parameters.supportBase > 0 ? parameters.supportBase : Math.min(400, Math.max(20, Math.floor(bankSize / 2)));
}

/**
 * Returns the parameters for a pool with fewer than K models: K becomes their number, and K_drop at most K - 1. A
 * single model answers K times instead, and all its answers are merged (Self-MoA).
 *
 * @returns the parameters, and in words for the user what was changed
 */
export function fitToPool(parameters: Parameters, available: number): { parameters: Parameters; warnings: string[] } {
  if (available >= parameters.referencers || available === 0) return { parameters, warnings: [] };
  if (available === 1) {
    const answers = `it answers ${parameters.referencers} times, and its own answers are merged (Self-MoA).`;
    return { parameters: { ...parameters, dropCount: 0 }, warnings: [`Only one model is available: ${answers}`] };
  }
  const dropCount = Math.min(parameters.dropCount, available - 1);
  const lowered = dropCount < parameters.dropCount ? ` and K_drop is ${dropCount}` : "";
  return {
    parameters: { ...parameters, referencers: available, dropCount },
    warnings: [
      `Only ${available} models are available: K is ${available}${lowered} instead of ${parameters.referencers}${lowered && ` and ${parameters.dropCount}`}.`,
    ],
  };
}

/** Returns the sampling for a member; its own output limit overrides the run's. */
export function samplingFor(member: PoolMember, { temperature, presencePenalty, maxOutputTokens }: Sampling): Sampling {
  return { temperature, presencePenalty, maxOutputTokens: member.maxOutputTokens ?? maxOutputTokens };
}
