import { type Command, InvalidArgumentError } from "commander";
import { resolveParameters } from "../../core/parameters.ts";
import type { Choice } from "../selection-study/choose-questions.ts";
import type { QuestionRules } from "../selection-study/matrix-questions.ts";
import { pairRules } from "../statistics/ranking-score.ts";
import { benchSelection, type RetrievalName, retrievals } from "../selection-study/selection-bench.ts";
import { selectionTables } from "../selection-study/selection-tables.ts";
import { count } from "./run-plan.ts";
import { printResult, say, UsageError } from "../../terminal/index.ts";

/** The options of `smcs bench selection`. */
interface SelectionOptions {
  readonly questions: string;
  readonly capability?: string;
  readonly exclude?: QuestionRules["exclude"];
  readonly label: string;
  readonly complete?: true;
  readonly keepDuplicates?: true;
  readonly sample?: number;
  readonly sampleSeed: number;
  readonly seeds?: number;
  readonly testShare?: number;
  readonly splitBy?: string;
  readonly bankUntil?: string;
  readonly embedder: string;
  readonly supportBase: number;
  readonly tolerance: number;
  readonly sweepSupportBase?: readonly number[];
  readonly sweepTolerance?: readonly number[];
  readonly hide: number;
  readonly pooled?: true;
  readonly pairs: string;
  readonly json?: true;
}

const SEEDS = 5;
const TEST_SHARE = 0.3;

/** Adds `smcs bench selection`: measures how well models are chosen, from known outcomes alone. Calls no model. */
export function addBenchSelection(bench: Command, signal: AbortSignal): void {
  bench
    .command("selection")
    .description("Measure how well models are chosen, from known outcomes alone. Calls no model.")
    .requiredOption("--questions <file>", "questions with their text, JSON lines, plain or .gz")
    .option("--capability <file>", "outcomes, capability-jsonl, plain or .gz; not needed where the questions have them")
    .option("--exclude <field=value,...>", "leave questions out by a field, as in dataset=one,two", exclusions)
    .option("--label <field>", "the field that names a question's data set", "dataset")
    .option("--complete", "only models with an outcome on every question")
    .option("--keep-duplicates", "keep questions of the same text, to compare with figures that were made so")
    .option("--sample <number>", "at most this many questions, drawn at random", count)
    .option("--sample-seed <number>", "another number draws other questions", count, 1)
    .option("--seeds <number>", `how many random splits (default: ${SEEDS})`, count)
    .option("--test-share <share>", `share of the questions that is tested (default: ${TEST_SHARE})`, share)
    .option("--split-by <field>", "split by this field instead, a date for one")
    .option("--bank-until <value>", "the last value of that field that is the bank's; what lies beyond is tested")
    .option("--embedder <name>", "built-in, or tf-idf for comparison", "built-in")
    .option("--support-base <number>", "N_sup_base; 0 is automatic, min(400, max(20, half of the bank))", base, 0)
    .option("--tolerance <number>", "gamma", tolerance, 0.95)
    .option("--sweep-support-base <numbers>", "try RPS with these as well, separated by commas", listOf(count))
    .option("--sweep-tolerance <numbers>", "the same for gamma", listOf(tolerance))
    .option("--hide <share>", "share of the bank's outcomes that no method sees, drawn at random", hidden, 0)
    .option("--pooled", "rankingScore pools the pairs of all questions (default: the mean over questions)")
    .option("--pairs <rule>", "pairs of Eq. 8: right-wrong, or half-apart where outcomes are fractions", "right-wrong")
    .option("--json", "print only one JSON document")
    .exitOverride()
    .action(async (options: SelectionOptions) => {
      await printSelection(options, signal);
    });
}

async function printSelection(options: SelectionOptions, signal: AbortSignal): Promise<void> {
  const { questions, capability, label, exclude = new Map<string, ReadonlySet<string>>() } = options;
  const pairRule = pairRules.find((rule) => rule === options.pairs);
  if (pairRule === undefined) throw new UsageError(`--pairs is ${pairRules.join(" or ")}.`);
  const report = await benchSelection({
    files: { questions, capability: capability ?? null },
    rules: { label, exclude, split: givenSplit(options) },
    choice: choiceOf(options),
    random: { seeds: options.seeds ?? SEEDS, testShare: options.testShare ?? TEST_SHARE },
    retrieval: retrievalOf(options.embedder),
    parameters: resolveParameters("coding", { supportBase: options.supportBase, tolerance: options.tolerance }),
    sweep: { supportBases: options.sweepSupportBase ?? [], tolerances: options.sweepTolerance ?? [] },
    pairRule,
    hiddenShare: options.hide,
    pooled: options.pooled === true,
    onNotice: (notice) => {
      say(`Note: ${notice}`);
    },
    onSplit: (number, of) => {
      if (of > 1) say(`  split ${number} of ${of}`);
    },
    signal,
  });
  printResult(options, report, selectionTables(report));
}

function choiceOf({ complete, keepDuplicates, sample, sampleSeed }: SelectionOptions): Choice {
  return {
    complete: complete === true,
    keepDuplicates: keepDuplicates === true,
    sample: sample === undefined ? null : { size: sample, seed: sampleSeed },
  };
}

function givenSplit({ splitBy, bankUntil, testShare, seeds }: SelectionOptions): QuestionRules["split"] {
  if (splitBy === undefined && bankUntil === undefined) return null;
  if (splitBy === undefined || bankUntil === undefined) {
    throw new UsageError("--split-by and --bank-until belong together: give both, or neither for random splits.");
  }
  if (testShare !== undefined || seeds !== undefined) {
    throw new UsageError(
      "--split-by gives one split, and --test-share and --seeds random ones: leave one of them out.",
    );
  }
  return { field: splitBy, bankUntil };
}

function retrievalOf(name: string): RetrievalName {
  if (Object.hasOwn(retrievals, name)) return name as RetrievalName;
  throw new UsageError(`--embedder is ${Object.keys(retrievals).join(" or ")}.`);
}

/** Parses exclusions: "dataset=one,two,domain=law" excludes two data sets and a domain. */
function exclusions(given: string): QuestionRules["exclude"] {
  const excluded = new Map<string, Set<string>>();
  let field: string | undefined;
  for (const item of given.split(",")) {
    const at = item.indexOf("=");
    if (at > 0) field = item.slice(0, at).trim();
    const value = item.slice(at + 1).trim();
    if (field === undefined || value === "") throw new InvalidArgumentError("It must look like dataset=one,two.");
    excluded.set(field, (excluded.get(field) ?? new Set()).add(value));
  }
  return excluded;
}

function listOf(one: (given: string) => number): (given: string) => number[] {
  return (given) => given.split(",").map(one);
}

function number(given: string): number {
  return given.trim() === "" ? Number.NaN : Number(given);
}

function base(given: string): number {
  return number(given) === 0 ? 0 : count(given);
}

function share(given: string): number {
  const value = number(given);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError("It must be a share between 0 and 1, such as 0.3.");
}

function hidden(given: string): number {
  return number(given) === 0 ? 0 : share(given);
}

function tolerance(given: string): number {
  const value = number(given);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("It must be a number from 0 to 1.");
}
