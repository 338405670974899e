import path from "node:path";
import { takesNothing } from "../../core/prices/index.ts";
import { Budget } from "../../evaluation/pacing/index.ts";
import type { Checking } from "../../evaluation/checking/index.ts";
import { BenchmarkError } from "./benchmark-error.ts";
import { withCacheLock } from "./cache/cache-lock.ts";
import { ReplyCache, type TimesOf } from "./cache/reply-cache.ts";
import { RequestSender } from "./cache/request-sender.ts";
import { VerdictCache } from "./cache/verdict-cache.ts";
import { type BenchmarkEstimate, estimateBenchmark } from "./estimate.ts";
import { fitToBudget } from "./fit-to-budget.ts";
import type { BenchmarkPlan } from "./plan-benchmark.ts";
import { Progress, type BenchmarkProgress } from "./progress.ts";
import { runVariants, type VariantOutcomes } from "./run/run-variants.ts";

/**
 * Number of runs at the same time per request that the endpoints take at once, because runs share most of their
 * requests.
 */
const RUNS_A_REQUEST = 4;
const [LEAST_RUNS, MOST_RUNS] = [16, 256];

/** The options of a benchmark. */
export interface BenchmarkOptions {
  /** Folder of the cached replies and verdicts. */
  readonly folder: string;
  readonly checking: Checking;
  /** US dollars that are never exceeded; null for no limit. */
  readonly budgetUsd: number | null;
  readonly timesOf?: TimesOf;
  /** Called before anything is sent; false ends the benchmark. Not called for simulated models, which cost nothing. */
  readonly agree: (estimate: BenchmarkEstimate) => Promise<boolean>;
  readonly onProgress: (progress: BenchmarkProgress) => void;
  readonly signal: AbortSignal;
}

/** The result of a benchmark. */
export interface BenchmarkResult extends VariantOutcomes {
  /** Number of replies behind the outcomes, from this run and earlier ones. */
  readonly used: number;
  /** Their cost in US dollars when they were made; null when the cost of one is unknown. */
  readonly usedUsd: number | null;
  /** Number of this run's requests that brought a reply. */
  readonly asked: number;
  /** Cost of these requests in US dollars; null when the cost of one is unknown. */
  readonly costUsd: number | null;
  /** Whether the budget ended the benchmark before all questions were answered. */
  readonly outOfBudget: boolean;
  /** Problems, in sentences. */
  readonly notes: readonly string[];
}

/** Returns the requests that a benchmark has yet to make, given the cache in a folder. Writes nothing. */
export function estimateFrom(plan: BenchmarkPlan, folder: string, signal: AbortSignal): Promise<BenchmarkEstimate> {
  return withKept(folder, (cache) => estimateBenchmark(plan, cache, signal), signal);
}

/**
 * Returns the plan without points of sweeps that the budget cannot pay, given the cache in a folder. Writes nothing.
 */
export function planWithin(
  plan: BenchmarkPlan,
  folder: string,
  budgetUsd: number,
  signal: AbortSignal,
): Promise<BenchmarkPlan> {
  return withKept(folder, (cache) => fitToBudget(plan, cache, budgetUsd, signal), signal);
}

async function withKept<Result>(
  folder: string,
  use: (cache: ReplyCache) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  const cache = await ReplyCache.open(repliesFile(folder), idleSender(signal));
  try {
    return await use(cache);
  } finally {
    await cache.close();
  }
}

/**
 * Runs all variants of a plan, and requests the replies that are not cached yet.
 *
 * @returns null when `agree` returned false
 * @throws CacheError when another command uses the folder, or it cannot be written; BenchmarkError when a budget cannot
 *   be
 *   kept; the signal's reason: replies that arrived until then are cached
 */
export function runBenchmark(plan: BenchmarkPlan, options: BenchmarkOptions): Promise<BenchmarkResult | null> {
  return withCacheLock(options.folder, options.signal, (signal) => underLock(plan, { ...options, signal }));
}

async function underLock(plan: BenchmarkPlan, options: BenchmarkOptions): Promise<BenchmarkResult | null> {
  const { folder, checking, budgetUsd, agree, onProgress, signal } = options;
  const clock = checking.means.clock;
  const sender = new RequestSender({ budget: new Budget(budgetUsd), clock, now: checking.means.now, signal });
  const replies = await ReplyCache.open(repliesFile(folder), sender, options.timesOf);
  const verdicts = await VerdictCache.open(path.join(folder, "verdicts.log"), checking.means);
  try {
    if (!plan.means.simulated) {
      const estimate = await estimateBenchmark(plan, replies, signal);
      if (budgetUsd !== null) refuseUnknownPrices(plan, estimate);
      if (!(await agree(estimate))) return null;
    }
    const { variants, split } = plan;
    const progress = new Progress(variants.length * split.test.length, sender, clock, onProgress);
    const result = await runVariants({
      variants,
      split,
      means: { ...plan.means, replies },
      verdicts,
      atOnce: runsAtOnce(plan),
      isOver: () => sender.outOfBudget,
      onRun: () => {
        progress.ran();
      },
      signal,
    });
    const { outOfBudget, answered: asked, costUsd } = sender;
    const notes = [...sender.notes, ...verdicts.failed.notes, ...checking.warnings(), ...damageNotes(replies)];
    const { used, usedUsd } = replies;
    return { ...result, used, usedUsd, asked, costUsd, outOfBudget, notes };
  } finally {
    await Promise.all([replies.close(), verdicts.close()]);
  }
}

function repliesFile(folder: string): string {
  return path.join(folder, "replies.log");
}

/** Returns a sender with a budget of 0, for reading the cache; it is never asked to send. */
function idleSender(signal: AbortSignal): RequestSender {
  return new RequestSender({ budget: new Budget(0), clock: () => 0, now: () => "", signal });
}

function runsAtOnce({ opened }: BenchmarkPlan): number {
  const endpoints = new Map(opened.members.flatMap(({ servers }) => servers.map((one) => [one.name, one.concurrency])));
  const requests = [...endpoints.values()].reduce((sum, concurrency) => sum + concurrency, 0);
  return Math.min(MOST_RUNS, Math.max(LEAST_RUNS, requests * RUNS_A_REQUEST));
}

function refuseUnknownPrices({ opened }: BenchmarkPlan, { models }: BenchmarkEstimate): void {
  const free = new Set(opened.members.filter(({ servers }) => servers.every(takesNothing)).map(({ name }) => name));
  const unknown = models.filter(({ model, costUsd }) => costUsd === null && !free.has(model));
  if (unknown.length === 0) return;
  throw new BenchmarkError(
    `A budget cannot be kept without prices: set promptUsdPerMTok and completionUsdPerMTok (0 for your own server) for ${unknown.map(({ model }) => model).join(", ")}, or leave the budget out.`,
  );
}

function damageNotes({ damagedLines }: ReplyCache): string[] {
  return damagedLines === 0 ? [] : [`${damagedLines} kept replies were damaged and were asked for again.`];
}

/**
 * Returns the folder of the cached replies and verdicts of a bank's benchmarks.
 *
 * @param given the user's folder; undefined for the folder beside the bank's own files
 */
export function benchmarkFolder(bankFolder: string, given: string | undefined): string {
  return given === undefined ? path.join(bankFolder, "benchmark") : path.resolve(given);
}
