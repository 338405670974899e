import path from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { counted } from "../../core/counted.ts";
import { ownPrompts, type About } from "../benchmark/report/about.ts";
import { BenchmarkError } from "../benchmark/benchmark-error.ts";
import { openImported } from "../benchmark/imported/open-imported.ts";
import { type BenchmarkPlan, type BenchmarkWishes, planBenchmark } from "../benchmark/plan-benchmark.ts";
import { markdownReport } from "../benchmark/report/markdown-report.ts";
import type { Table } from "../benchmark/report/table.ts";
import { type BenchmarkResult, estimateFrom, planWithin } from "../benchmark/run-benchmark.ts";
import { sweepNames } from "../benchmark/tables/points.ts";
import { leftOutOf, tablesFrom } from "../benchmark/tables/tables.ts";
import { reportDocument, writeReport } from "../benchmark/write-report.ts";
import { usd } from "../../core/amounts.ts";
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

/** The options of `smcs bench tables`. */
interface TablesOptions extends SourceOptions, BenchRunOptions {
  readonly tables?: readonly string[];
  readonly limit?: number;
  readonly seeds: number;
  readonly points?: Readonly<Record<string, readonly number[]>>;
  readonly questions?: string;
  readonly format?: string;
  readonly dryRun?: true;
  readonly output: string;
}

const SEEDS = 3;

/**
 * Adds `smcs bench tables`: the paper's tables for the user's models and questions.
 *
 * @param command `smcs bench tables` with the options for the sources of models, settings and bank
 */
export function addBenchTables(command: Command, signal: AbortSignal, setStatus: (status: number) => void): void {
  command
    .description("Make the paper's tables with the configured models. What was asked once is never asked again.")
    .option("--tables <names>", "only these, separated by commas; an unknown name lists them", names)
    .option("--limit <number>", "at most this many test questions, a stratified sample", count)
    .option("--seeds <number>", "how many seeds the table of deviations compares", count, SEEDS)
    .option(
      "--points <name=numbers,...>",
      `other points of the sweeps, as in K=2,4,n=128; ${sweepNames.join(", ")}`,
      points,
    )
    .option("--questions <file>", "test questions from a file, in place of the bank's")
    .option("--format <name>", "the format of --questions, one of those of bank import")
    .option("--budget <dollars>", "never spend more than this", dollars)
    .option("--yes", "ask the models even if it may cost much, without asking first")
    .option("--dry-run", "say how many requests are missing and what they would cost, and send none")
    .option("--cache <folder>", "where replies and verdicts are kept (default: beside the bank)")
    .option("--output <folder>", "where the tables are written", "smcs-tables")
    .action(async (options: TablesOptions) => {
      const status = benchTables(options, signal).catch((error: unknown) => {
        throw error instanceof BenchmarkError ? new UsageError(error.message) : error;
      });
      setStatus(await status);
    });
}

/** Runs `smcs bench tables` and returns the exit status. */
async function benchTables(options: TablesOptions, signal: AbortSignal): Promise<number> {
  const wishes = wishesOf(options);
  return withSources(
    options,
    async (sources) => {
      const folder = replyFolder(options, sources);
      const whole = await planBenchmark(sources, wishes, await openImported(folder), signal);
      const { budget } = options;
      if (budget !== undefined) say("Working out what the budget pays for; nothing is sent yet.");
      const plan = budget === undefined ? whole : await planWithin(whole, folder, budget, signal);
      const { variants, split, context } = plan;
      for (const note of [...plan.notes, ...leftOutOf(plan.tables, context)]) say(`Note: ${note}`);
      say(
        `${counted(split.test.length, "test question")}, ${counted(context.bankSize, "bank question")}, ${counted(context.models.length, "model")}; ${counted(variants.length, "variant")} for ${counted(plan.tables.length, "table")}.`,
      );
      if (options.dryRun === true) {
        printEstimate(await estimateFrom(plan, folder, signal), options.json === true);
        return 0;
      }
      const result = await runPlan(plan, folder, options, signal);
      return result === null ? 1 : report(plan, result, options);
    },
    NOTIONAL,
  );
}

function wishesOf({ tables, limit, seeds, points: given, questions, format }: TablesOptions): BenchmarkWishes {
  if ((questions === undefined) !== (format === undefined)) {
    throw new UsageError(
      "--questions and --format belong together: give both, or neither for the bank's own questions.",
    );
  }
  return {
    ...(tables === undefined ? {} : { tables }),
    ...(limit === undefined ? {} : { limit }),
    seeds,
    ...(given === undefined ? {} : { points: given }),
    ...(questions === undefined || format === undefined ? {} : { questions: { file: questions, format } }),
  };
}

/** Writes the tables of the answered questions and prints where they are. */
async function report(plan: BenchmarkPlan, result: BenchmarkResult, options: TablesOptions): Promise<number> {
  const { context, split } = plan;
  const missing = split.test.length - result.questions;
  const notes = [...result.notes, ...result.problems, ...missingNotes(missing, result, options)];
  for (const note of notes) say(`Note: ${note}`);
  say(`${result.asked} requests were sent; ${spentText(result, plan)}.`);
  if (result.questions === 0) {
    say("No question was answered by every variant, so there is nothing to make tables of.");
    return 1;
  }
  const tables = tablesFrom(plan.tables, context, result.outcomes);
  const about: About = {
    title: "SMCS: the paper's tables on these models",
    when: new Date().toISOString().slice(0, 10),
    models: context.models.map(({ name }) => name),
    questions: result.questions,
    bank: bankText(plan),
    embedder: plan.opened.serving.embedding.space,
    simulated: context.simulated,
    requests: result.used,
    costUsd: result.usedUsd,
    prompts: ownPrompts(plan.means.templates ?? {}),
    notes: [...plan.notes, ...notes],
  };
  const files = await writeReport(path.resolve(options.output), tables, about);
  printResult(options, reportDocument(tables, about), markdownReport(mainTable(tables), about));
  for (const file of [files.html, files.markdown, files.json]) say(`Written: ${file}`);
  return missing === 0 ? 0 : 1;
}

/** Returns Table 1 if it was made, otherwise the first table. */
function mainTable(tables: readonly Table[]): readonly Table[] {
  const main = tables.filter(({ id }) => id === "table-1");
  return main.length > 0 ? main : tables.slice(0, 1);
}

/** Returns the size of the bank and the sources of its questions. */
function bankText({ context, means }: BenchmarkPlan): string {
  const { names: sources } = means.bank.unified.questions.sources;
  return `${context.bankSize} questions (${sources.join(", ")})`;
}

function missingNotes(missing: number, { outOfBudget }: BenchmarkResult, { budget }: TablesOptions): string[] {
  if (missing === 0) return [];
  const why =
    outOfBudget && budget !== undefined
      ? `The next request might cost more than is left of the budget of ${usd(budget)}. `
      : "";
  return [
    `${why}Some variant has no answer to ${counted(missing, "test question")}, left out of the tables; run the same command to continue.`,
  ];
}

/** Parses points: "K=2,4,n=128" is two points of K and one of n. The option may be given several times. */
function points(given: string, before: TablesOptions["points"] = {}): NonNullable<TablesOptions["points"]> {
  const all = new Map(Object.entries(before));
  let name: string | undefined;
  for (const item of given.split(",")) {
    const at = item.indexOf("=");
    if (at > 0) name = item.slice(0, at).trim();
    const digits = item.slice(at + 1).trim();
    const value = Number(digits);
    if (name === undefined || digits === "" || !Number.isFinite(value)) {
      throw new InvalidArgumentError("It must look like K=2,4,n=128.");
    }
    all.set(name, [...(all.get(name) ?? []), value]);
  }
  return Object.fromEntries(all);
}
