import { affordable } from "./cost/affordable.ts";
import { contextWarning } from "./cost/context-warning.ts";
import { estimateRun, type RunEstimate } from "./cost/estimate-run.ts";
import type { PlannedCalls } from "./cost/planned-calls.ts";
import type { Embedding } from "./embedding.ts";
import { type AggregatorChoice, isNamed, rankAggregators } from "./enhancement/aggregators.ts";
import { groupDraws } from "./enhancement/group-draws.ts";
import { drawSubsets, keepProbabilities } from "./enhancement/prior-dropping.ts";
import { fitToPool, type Parameters } from "./parameters.ts";
import type { PoolMember } from "./ports.ts";
import type { PackedBank } from "./question-bank/packed-bank.ts";
import { randomStream } from "./random.ts";
import type { Means, Run } from "./run.ts";
import { RunEmbedder } from "./run-embedder.ts";
import { referencerPriors } from "./selection/referencer-priors.ts";
import { retrievalText } from "./selection/retrieval-text.ts";
import { selectReferencers, type Selection } from "./selection/select-referencers.ts";

/** What a run would do, as far as it is decided before any model is called. */
export interface Plan {
  readonly selection: Selection;
  readonly subsets: readonly (readonly string[])[];
  /** Requests to models: one per referencer and one per distinct subset. */
  readonly requests: number;
  /** Which model will merge, and why; null for an empty pool. */
  readonly aggregator: AggregatorChoice | null;
  /** What the run will cost. */
  readonly estimate: RunEstimate;
  readonly warnings: readonly string[];
}

/** Chooses models and draws subsets exactly as the run with the same seed would; calls no model. */
export async function planRun(run: Run, means: Means, signal: AbortSignal): Promise<Plan> {
  const notes: string[] = [];
  const embedder = new RunEmbedder(means, (message) => notes.push(message));
  const { selection, subsets, aggregator, calls, warnings } = await decide(run, means, embedder, signal);
  return {
    selection,
    subsets: named(subsets, selection.referencers),
    requests: selection.referencers.length + calls.groups.length,
    aggregator,
    estimate: estimateRun(calls),
    warnings: [...notes, ...warnings],
  };
}

/** Everything that is decided before any model is called. */
export interface Decision {
  readonly selection: Selection;
  /** Fitted to the pool. */
  readonly parameters: Parameters;
  /** The n draws, as ascending indices into the referencers; none without referencers. */
  readonly subsets: readonly (readonly number[])[];
  /** Which model is to merge, and why; null for an empty pool. */
  readonly aggregator: AggregatorChoice | null;
  readonly calls: PlannedCalls;
  /** In words for the user. */
  readonly warnings: readonly string[];
}

/** Chooses the models, draws the subsets and ranks the aggregators for one question. */
export async function decide(
  run: Run,
  means: Pick<Means, "pool">,
  embedder: RunEmbedder,
  signal: AbortSignal,
): Promise<Decision> {
  const { question, policy, seed } = run;
  const { asked, bank } = await embedder.embedQuestion(retrievalText(question), signal);
  const { kept: pool, warnings: leftOut } = affordable(means.pool, policy.budgetUsd);
  const { selection, parameters, warnings } = selectModels(run, asked, pool, bank);
  const prior = referencerPriors(selection);
  const subsets = prior.length > 0 ? explore(prior, parameters, seed, "prior-dropping") : [];
  const { members: aggregators, choice } = rankAggregators(pool, bank, selection.coding, run);
  const referencers = membersNamed(selection.referencers, pool);
  const calls = { question, parameters, policy, referencers, aggregators, groups: groupDraws(subsets) };
  const missing = missingAggregator(run, selection.coding, aggregators);
  const notes = [missing, contextWarning(calls)].filter((note) => note !== null);
  return {
    selection,
    parameters,
    subsets,
    aggregator: choice,
    calls,
    warnings: [...leftOut, ...warnings, ...notes],
  };
}

/** Says so when the configured aggregator is not in the pool. */
function missingAggregator(
  { aggregator, codingAggregator }: Run,
  coding: boolean,
  ranked: readonly PoolMember[],
): string | null {
  const wanted = coding && codingAggregator !== "auto" ? codingAggregator : aggregator;
  if (wanted === "auto" || ranked.some((member) => isNamed(member, wanted))) return null;
  return `The aggregator ${wanted} is not in the pool; ${ranked[0]?.name ?? "no model"} aggregates instead.`;
}

/** RPS (Sec. 3.3): chooses the referencers by the question's embedding. */
function selectModels(
  { question, parameters: wanted }: Run,
  asked: Embedding,
  pool: readonly PoolMember[],
  bank: PackedBank,
): { selection: Selection; parameters: Parameters; warnings: string[] } {
  const candidates = pool.filter(({ referencer }) => referencer);
  const { parameters, warnings } = fitToPool(wanted, candidates.length);
  const selected = selectReferencers(question.text, asked, bank, candidates, parameters);
  const selection = { ...selected, referencers: withOwnAnswers(selected.referencers, parameters) };
  return { selection, parameters, warnings: [...warnings, ...selection.warnings] };
}

/** A single model answers K times itself (Self-MoA). */
export function withOwnAnswers(referencers: readonly string[], { referencers: wanted }: Parameters): string[] {
  const [only] = referencers;
  return only === undefined || referencers.length > 1 ? [...referencers] : Array.from({ length: wanted }, () => only);
}

/**
 * Exploration (Sec. 3.4): the n draws of prior dropping.
 *
 * @param prior of the models to draw from, highest first
 * @param stage name of the random stream
 * @returns draws as ascending indices into `prior`
 */
export function explore(prior: readonly number[], parameters: Parameters, seed: number, stage: string): number[][] {
  const size = Math.min(prior.length, parameters.referencers - parameters.dropCount);
  const keep = keepProbabilities(prior, parameters.dropDistribution);
  return drawSubsets(keep, size, parameters.aggregations, randomStream(seed, stage));
}

/** The draws with the models' names. */
export function named(subsets: readonly (readonly number[])[], referencers: readonly string[]): string[][] {
  return subsets.map((subset) => subset.map((index) => referencers[index] ?? ""));
}

/** The members of these names, in the names' order. */
export function membersNamed(names: readonly string[], pool: readonly PoolMember[]): PoolMember[] {
  return names.map((name) => pool.find((member) => member.name === name)).filter((member) => member !== undefined);
}
