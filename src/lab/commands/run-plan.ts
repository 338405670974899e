import path from "node:path";
import { InvalidArgumentError } from "commander";
import type { Sources } from "../../assembly/index.ts";
import { counted } from "../../core/counted.ts";
import { benchmarkFolder, type BenchmarkResult, runBenchmark } from "../benchmark/run-benchmark.ts";
import type { BenchmarkEstimate } from "../benchmark/estimate.ts";
import type { BenchmarkPlan } from "../benchmark/plan-benchmark.ts";
import { CONFIRM_ABOVE_USD } from "../../core/cost/index.ts";
import { simulatedDurationMs } from "../../demo/index.ts";
import { costText, usdRange, duration } from "../../core/amounts.ts";
import { builtChecking, openChecking } from "../../evaluation/checking/index.ts";
import { checkingFolders } from "../../command-line/index.ts";
import { askBack, print, printJson, ProgressLine, say } from "../../terminal/index.ts";
import type { BenchmarkProgress } from "../benchmark/progress.ts";

/** Options of every benchmark that asks models. */
export interface BenchRunOptions {
  /** US dollars. */
  readonly budget?: number;
  readonly yes?: boolean;
  readonly cache?: string;
}

/**
 * In benchmarks, simulated models have made-up prices and times, because the tables would lack these figures otherwise.
 */
export const NOTIONAL = { notional: true } as const;

/**
 * Returns the folder of a benchmark's cached replies. Simulated models have the names of real ones, so their replies
 * have a folder of their own.
 */
export function replyFolder({ cache }: BenchRunOptions, { bankFolder, simulated }: Sources): string {
  const folder = benchmarkFolder(bankFolder, cache);
  return simulated === null ? folder : path.join(folder, "simulated");
}

/**
 * Runs a plan with a progress line on standard error. Resolves with null when it was stopped, or when the user did not
 * agree to the cost.
 */
export async function runPlan(
  plan: BenchmarkPlan,
  folder: string,
  { budget, yes = false }: BenchRunOptions,
  signal: AbortSignal,
): Promise<BenchmarkResult | null> {
  const checking = openChecking(builtChecking(checkingFolders));
  const line = benchLine(plan.context.simulated);
  if (!plan.context.simulated) say("Working out which requests are missing; nothing is sent yet.");
  const budgetUsd = budget ?? null;
  try {
    return await runBenchmark(plan, {
      folder,
      checking,
      budgetUsd,
      agree: (estimate) => agree(estimate, budgetUsd, yes, signal),
      // Simulated models answer at once on the command line, but stand for models that take time.
      ...(plan.context.simulated ? { timesOf: simulatedTimes } : {}),
      onProgress: (progress) => {
        line.show(progress);
      },
      signal,
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    say("Stopped. Run the same command to continue; nothing that was answered is asked again.");
    return null;
  } finally {
    line.end();
    await checking.close();
  }
}

interface SimulatedReply {
  readonly usage: { readonly completionTokens: number } | null;
  readonly choices: readonly unknown[];
}

function simulatedTimes(
  model: string,
  { usage, choices }: SimulatedReply,
): { firstTokenMs: null; durationMs: number } | null {
  const durationMs = usage === null ? null : simulatedDurationMs(model, usage.completionTokens, choices.length);
  return durationMs === null ? null : { firstTokenMs: null, durationMs: Math.round(durationMs) };
}

async function agree(
  estimate: BenchmarkEstimate,
  budgetUsd: number | null,
  yes: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  say(estimateText(estimate));
  if (yes || Math.min(estimate.knownUsd.high, budgetUsd ?? Infinity) <= CONFIRM_ABOVE_USD) return true;
  return askBack(
    "Ask the models?",
    "No model was asked. Add --yes to ask anyway, or set a limit with --budget.",
    signal,
  );
}

/** Returns the cost of a benchmark as text. */
export function spentText({ costUsd }: BenchmarkResult, { context }: BenchmarkPlan): string {
  return context.simulated ? `${costText(costUsd)} at made-up prices (simulated)` : costText(costUsd);
}

/** Prints the requests that a benchmark has yet to make. */
export function printEstimate({ requests, costUsd, models, knownUsd }: BenchmarkEstimate, json: boolean): void {
  const range = (cost: BenchmarkEstimate["costUsd"]): [number, number] | null => cost && [cost.low, cost.high];
  if (json) {
    const byModel = models.map(({ costUsd: own, ...model }) => ({ ...model, costUsd: range(own) }));
    printJson({ missing: requests, estimate: { costUsd: range(costUsd), requests }, models: byModel });
    return;
  }
  for (const model of models)
    print(`  ${model.model}: ${counted(model.requests, "request")}, ${costOf(model.costUsd)}`);
  print(estimateText({ requests, costUsd, knownUsd }));
}

function estimateText({
  requests,
  costUsd,
  knownUsd,
}: Pick<BenchmarkEstimate, "requests" | "costUsd" | "knownUsd">): string {
  if (requests === 0) return "Every reply is kept: no request will be sent.";
  const known = costUsd === null && knownUsd.high > 0 ? ` Where prices are known it is ${usdRange(knownUsd)}.` : "";
  return `${counted(requests, "request")} ${requests === 1 ? "is" : "are"} missing, ${costOf(costUsd)}.${known}`;
}

function costOf(costUsd: BenchmarkEstimate["costUsd"]): string {
  return costUsd === null ? "at a price that is not known" : `for ${usdRange(costUsd)}`;
}

/** Parses names that are separated by commas. */
export function names(given: string): string[] {
  return given.split(",").map((name) => name.trim());
}

/** @throws InvalidArgumentError when the text is not a whole number from 1 */
export function count(given: string): number {
  const value = Number(given);
  if (given.trim() !== "" && Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("It must be a whole number from 1 on.");
}

const ELSEWHERE_MS = 5000;

/**
 * Returns the progress of a benchmark: `52%  312 of 600 answers …`.
 *
 * @param simulated whether prices are made up
 */
function benchLine(simulated: boolean): ProgressLine<BenchmarkProgress> {
  const note = simulated ? " at made-up prices" : "";
  return new ProgressLine(({ total, done, asked, costUsd, ratePerSecond, secondsLeft }) => {
    const left = secondsLeft === null || done === total ? "" : `, about ${duration(secondsLeft)} left`;
    const share = `${Math.floor((100 * done) / total)}%`.padStart(4);
    return `${share}  ${done} of ${total} answers; ${asked} requests sent; ${ratePerSecond.toFixed(1)}/s${left}; ${costText(costUsd)}${note}`;
  }, ELSEWHERE_MS);
}
