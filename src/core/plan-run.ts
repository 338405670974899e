import { groupDraws } from "./enhancement/group-draws.ts";
import { drawSubsets, keepProbabilities } from "./enhancement/prior-dropping.ts";
import { fitToPool, type Parameters } from "./parameters.ts";
import type { PackedBank } from "./question-bank/packed-bank.ts";
import { randomStream } from "./random.ts";
import type { Means, Run } from "./run.ts";
import { retrievalText } from "./selection/retrieval-text.ts";
import { selectReferencers, type Selection } from "./selection/select-referencers.ts";

/** What a run would do, as far as it is decided before any model is called. */
export interface Plan {
  readonly selection: Selection;
  readonly subsets: readonly (readonly string[])[];
  /** Requests to models: one per referencer and one per distinct subset. */
  readonly requests: number;
  readonly warnings: readonly string[];
}

/** Chooses models and draws subsets exactly as the run with the same seed would; calls no model. */
export async function planRun(run: Run, means: Means, signal: AbortSignal): Promise<Plan> {
  const bank = await means.bank.load();
  const { selection, parameters, warnings } = await selectModels(run, means, bank, signal);
  const { referencers, prior } = selection;
  const values = prior.slice(0, referencers.length).map(({ value }) => value);
  const subsets = referencers.length > 0 ? explore(values, parameters, run.seed, "prior-dropping") : [];
  const requests = referencers.length + groupDraws(subsets).length;
  return { selection, subsets: named(subsets, referencers), requests, warnings };
}

/** RPS (Sec. 3.3): embeds the question and chooses the referencers. */
export async function selectModels(
  { question, parameters: wanted }: Run,
  { pool, embedding }: Means,
  bank: PackedBank,
  signal: AbortSignal,
): Promise<{ selection: Selection; parameters: Parameters; warnings: string[] }> {
  const candidates = pool.filter(({ referencer }) => referencer);
  const { parameters, warnings } = fitToPool(wanted, candidates.length);
  const [embedded] = await embedding.embed([retrievalText(question)], "query", signal);
  if (embedded === undefined) throw new Error("The embedder returned nothing for the question.");
  const selection = selectReferencers(question.text, embedded, bank, candidates, parameters);
  return { selection, parameters, warnings: [...warnings, ...selection.warnings] };
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
