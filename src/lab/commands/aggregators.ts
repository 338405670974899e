import type { Command } from "commander";
import { aggregationPromptFingerprint, keepAggregatorStudy, type KeptStudy } from "../../bank/models/index.ts";
import type { Sources } from "../../assembly/index.ts";
import { aggregatorVariant, comparedAggregators, aggregatorsTable, studyOf } from "../benchmark/aggregators.ts";
import { BenchmarkError } from "../benchmark/benchmark-error.ts";
import { openImported } from "../benchmark/imported/open-imported.ts";
import { type BenchmarkPlan, planBenchmark } from "../benchmark/plan-benchmark.ts";
import { type About, ownPrompts } from "../benchmark/report/about.ts";
import { markdownReport } from "../benchmark/report/markdown-report.ts";
import type { Figure } from "../benchmark/report/table.ts";
import { aggregatorsFor } from "../benchmark/run/settle.ts";
import { type BenchmarkResult, estimateFrom } from "../benchmark/run-benchmark.ts";
import { reportDocument } from "../benchmark/write-report.ts";
import { FEWEST_QUESTIONS, instructionFollowing } from "../../core/aggregators/index.ts";
import { messageOf } from "../../core/errors.ts";
import {
  type BenchRunOptions,
  count,
  names,
  NOTIONAL,
  printEstimate,
  replyFolder,
  runPlan,
  spentText,
} from "./run-plan.ts";
import { dollars, type SourceOptions, withSources } from "../../command-line/index.ts";
import { printResult, say, UsageError } from "../../terminal/index.ts";

/** The options of `smcs bench aggregators`. */
interface AggregatorsOptions extends SourceOptions, BenchRunOptions {
  readonly models?: readonly string[];
  readonly limit?: number;
  readonly dryRun?: true;
}

/** The plan of a comparison of aggregators. */
interface ComparisonPlan {
  readonly models: readonly string[];
  /** The present aggregator, if it is one of the models. */
  readonly current: string | null;
  readonly plan: BenchmarkPlan;
}

/**
 * Adds `smcs bench aggregators`: which of the configured models merges best (A.4).
 *
 * @param command `smcs bench aggregators` with the options for the sources of models, settings and bank
 */
export function addBenchAggregators(command: Command, signal: AbortSignal, setStatus: (status: number) => void): void {
  command
    .description("Compare the configured models as aggregators; the setting auto then goes by the outcome.")
    .option("--models <names>", "only these as aggregators, separated by commas", names)
    .option("--limit <number>", "at most this many test questions, a stratified sample", count)
    .option("--budget <dollars>", "never spend more than this", dollars)
    .option("--yes", "ask the models even if it may cost much, without asking first")
    .option("--dry-run", "say how many requests are missing and what they would cost, and send none")
    .option("--cache <folder>", "where replies and verdicts are kept (default: beside the bank)")
    .action(async (options: AggregatorsOptions) => {
      setStatus(await benchAggregators(options, signal));
    });
}

/** Runs `smcs bench aggregators` and returns the exit status. */
function benchAggregators(options: AggregatorsOptions, signal: AbortSignal): Promise<number> {
  return withSources(
    options,
    async (sources) => {
      const folder = replyFolder(options, sources);
      const comparison = await planComparison(sources, folder, options, signal).catch(asUsage);
      const { models, plan } = comparison;
      for (const note of plan.notes) say(`Note: ${note}`);
      say(`${plan.split.test.length} test questions, ${models.length} aggregators: ${models.join(", ")}.`);
      if (options.dryRun === true) {
        printEstimate(await estimateFrom(plan, folder, signal), options.json === true);
        return 0;
      }
      const result = await runPlan(plan, folder, options, signal);
      return result === null ? 1 : report(comparison, result, sources.bankFolder, options);
    },
    NOTIONAL,
  );
}

/** Returns a benchmark that consists of SMCS with each model as its aggregator. */
async function planComparison(
  sources: Sources,
  folder: string,
  { models: wanted, limit }: AggregatorsOptions,
  signal: AbortSignal,
): Promise<ComparisonPlan> {
  const wishes = { tables: [], seeds: 1, ...(limit === undefined ? {} : { limit }) };
  const plan = await planBenchmark(sources, wishes, await openImported(folder), signal);
  const models = comparedAggregators(plan.opened.members, wanted);
  const [best] = aggregatorsFor(false, plan.means);
  const current = models.find((model) => model === best?.name) ?? null;
  // An earlier comparison does not influence this one, not even the choice of stand-ins.
  const means = { ...plan.means, aggregatorStudy: null };
  return { models, current, plan: { ...plan, means, variants: models.map(aggregatorVariant) } };
}

/** Turns a `BenchmarkError` into wrong usage, because the command line asked for something impossible. */
function asUsage(error: unknown): never {
  throw error instanceof BenchmarkError ? new UsageError(error.message) : error;
}

/** Prints the comparison, and stores it for later runs. */
async function report(
  { models, current, plan }: ComparisonPlan,
  result: BenchmarkResult,
  bankFolder: string,
  options: AggregatorsOptions,
): Promise<number> {
  const { context, split, means, opened } = plan;
  const { simulated } = context;
  const missing = split.test.length - result.questions;
  const left =
    missing === 0
      ? []
      : [
          `${missing} test questions were not answered with every aggregator and are left out; run the same command to continue.`,
        ];
  const notes = [...result.notes, ...result.problems, ...left];
  for (const note of notes) say(`Note: ${note}`);
  say(`${result.asked} requests were sent; ${spentText(result, plan)}.`);
  if (result.questions === 0) return 1;

  const coding = new Set(split.test.filter(({ domain }) => domain === "coding").map(({ id }) => id));
  const isCoding = (question: string): boolean => coding.has(question);
  const followsInstructions = (model: string): Figure => {
    const { accuracy, interval } = instructionFollowing(model, means.bank.unified);
    return { value: accuracy, interval };
  };
  const table = aggregatorsTable({ models, current, isCoding, followsInstructions, simulated }, result.outcomes);
  const embedder = opened.serving.embedding.space;
  const at = new Date().toISOString();
  const study = {
    simulated,
    at,
    prompt: aggregationPromptFingerprint(means.templates),
    embedder,
    ...studyOf(models, result.outcomes, isCoding),
  };
  const kept = study.models.every((one) => one.coding.questions + one.other.questions >= FEWEST_QUESTIONS);
  if (kept) await keep(bankFolder, study);

  const about: About = {
    title: "Aggregators",
    when: at,
    models,
    questions: result.questions,
    bank: `${context.bankSize} questions`,
    embedder,
    simulated,
    requests: result.used,
    costUsd: result.usedUsd,
    prompts: ownPrompts(means.templates ?? {}),
    notes: [...plan.notes, ...notes],
  };
  printResult(options, { ...reportDocument([table], about), study, kept }, markdownReport([table], about));
  say(
    kept
      ? `Kept in the bank's folder: where smcs.aggregator is auto, ${simulated ? "the simulated models" : "runs"} go by it.`
      : `Not kept: with fewer than ${FEWEST_QUESTIONS} questions an aggregator cannot be judged.`,
  );
  return missing === 0 ? 0 : 1;
}

async function keep(bankFolder: string, study: KeptStudy): Promise<void> {
  await keepAggregatorStudy(bankFolder, study).catch((error: unknown) => {
    const what = `The comparison cannot be kept in ${bankFolder} (${messageOf(error)}). Allow writing there; no model is asked again.`;
    throw new BenchmarkError(what, { cause: error });
  });
}
