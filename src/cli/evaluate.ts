import type { Sources } from "../assembly/index.ts";
import { keyBudgetNotes } from "../probe/findings/index.ts";
import { costText, usdRange } from "../core/amounts.ts";
import {
  EvaluationError,
  type EvaluationPlan,
  type EvaluationResult,
  runEvaluation,
} from "../evaluation/asking/index.ts";
import { evaluationLine } from "./progress.ts";
import { type PairOptions, withPlan } from "./evaluation.ts";
import { checkingFolders } from "../command-line/index.ts";
import { print, printJson, printResult, say, UsageError } from "../terminal/index.ts";

/** The options of `smcs bank evaluate`. */
export interface EvaluateArguments extends PairOptions {
  /** US dollars. */
  readonly budget?: number;
  readonly dryRun?: true;
  readonly checkAgain?: true;
}

/** `smcs bank evaluate`: returns the exit status. */
export async function evaluateBank(options: EvaluateArguments, signal: AbortSignal): Promise<number> {
  const { dryRun = false, checkAgain = false } = options;
  return withPlan(
    options,
    signal,
    async (plan, sources) => {
      await tellKeyBudgets(plan, sources, options, signal);
      if (dryRun) {
        printEstimate(plan, options);
        return 0;
      }
      const result = await evaluatePlan(plan, options, signal);
      printResult(options, documentOf(result), summaryOf(result));
      return succeeded(result) ? 0 : 1;
    },
    { checkAgain },
  );
}

/** Prints the remaining budget of the keys that the plan needs, and warns if it may not suffice. */
async function tellKeyBudgets(
  plan: EvaluationPlan,
  { settings, keyOf }: Sources,
  { budget, checkAgain }: EvaluateArguments,
  signal: AbortSignal,
): Promise<void> {
  if (checkAgain === true || plan.simulated || plan.counts().ask === 0) return;
  const names = new Set(plan.asked.flatMap(({ member }) => member.servers.map(({ name }) => name)));
  const endpoints = settings.endpoints.filter(({ name }) => names.has(name));
  const high = plan.estimate()?.high ?? null;
  const mostUsd = high === null ? (budget ?? null) : Math.min(high, budget ?? Infinity);
  const { lines, warnings } = await keyBudgetNotes(endpoints, keyOf, mostUsd, signal);
  for (const line of lines) say(line);
  for (const warning of warnings) say(`Warning: ${warning}`);
}

/** Runs a plan, with a progress line on standard error. */
export async function evaluatePlan(
  plan: EvaluationPlan,
  { budget, checkAgain = false, demo = false }: { budget?: number; checkAgain?: boolean; demo?: boolean },
  signal: AbortSignal,
): Promise<EvaluationResult> {
  const { ask, check, record } = plan.counts();
  say(
    `${plan.members.length} models, ${plan.questions.length} questions: ${ask} to ask, ${check} to check, ${record} to record.`,
  );
  const { describer } = plan;
  const described = describer === null ? 0 : plan.counts([describer]).ask;
  if (describer !== null && described > 0) {
    say(`${described} of the requests ask ${describer.member.name} for keywords of questions without any.`);
  }
  if (demo) say("Note: outcomes of simulated models are stored in this bank, and marked as simulated.");
  const line = evaluationLine();
  try {
    const result = await runEvaluation(plan, checkingFolders, {
      signal,
      budgetUsd: budget ?? null,
      ask: !checkAgain,
      onProgress: (progress) => {
        line.show(progress);
      },
      onWait: (seconds) => {
        say(
          `Another evaluation of this bank is running, or its answers are being judged anew. Waiting up to ${seconds} s for its end.`,
        );
      },
    });
    line.end();
    for (const note of result.notes) say(`Note: ${note}`);
    if (result.stale > 0) {
      say(
        `Note: ${result.stale} outcomes belong to another prompt, sampling or checker; --refresh-stale asks for them again.`,
      );
    }
    if (result.cancelled) say("Stopped. Run the same command to continue; nothing is asked twice.");
    return result;
  } catch (error) {
    line.end();
    throw error instanceof EvaluationError ? new UsageError(error.message) : error;
  }
}

function printEstimate(plan: EvaluationPlan, { json }: EvaluateArguments): void {
  const { ask, check, record, stale } = plan.counts();
  const missing = ask + check + record;
  const price = plan.estimate();
  const costUsd = price === null ? null : [price.low, price.high];
  if (json === true) {
    printJson({ missing, estimate: { costUsd, requests: ask }, stale });
    return;
  }
  const cost = price === null ? "at a price that is not known" : `for ${usdRange(price)}`;
  print(`${missing} pairs are missing; ${ask} requests would be sent, ${cost}. ${stale} outcomes are stale.`);
}

function documentOf(result: EvaluationResult): object {
  const { asked, right, wrong, cutOff, described, failed, missing, costUsd, stale } = result;
  return { asked, right, wrong, cutOff, described, failed, missing, costUsd, stale };
}

function summaryOf(result: EvaluationResult): string {
  const { asked, right, wrong, cutOff, described, failed, missing, costUsd } = result;
  const limited = cutOff === 0 ? "" : ` (${cutOff} of them cut off at the output limit, judged as they stand)`;
  const keywords = described === 0 ? "" : `, keywords for ${described} questions`;
  return `${asked} asked: ${right} right, ${wrong} wrong${limited}${keywords}, ${failed} failed; ${missing} still missing; ${costText(costUsd)}.`;
}

/** Returns whether an evaluation succeeded: some failures are normal, but not failures alone. */
function succeeded({ cancelled, right, wrong, described, failed }: EvaluationResult): boolean {
  return !cancelled && (failed === 0 || right + wrong + described > 0);
}
