import { ChatError, messageOf } from "../../../core/errors.ts";
import { Slots } from "../../../evaluation/pacing/index.ts";
import type { ReplySource } from "../cache/kept-reply.ts";
import { OutOfBudget } from "../cache/request-sender.ts";
import type { VerdictCache } from "../cache/verdict-cache.ts";
import type { Outcome } from "../outcome.ts";
import type { TestSplit } from "../questions/choose-test.ts";
import type { Variant } from "../variant.ts";
import { outcomeOf, rankingOf } from "./outcome-of.ts";
import { type BenchmarkMeans, runVariant, type Trial } from "./run-variant.ts";
import type { BankQuestion } from "../../../core/question-bank/index.ts";
import type { FormulaComparison } from "../../../core/ports.ts";

/** The inputs of the runs. */
interface VariantRuns {
  readonly variants: readonly Variant[];
  readonly split: Pick<TestSplit, "test" | "dataSetOf">;
  readonly means: BenchmarkMeans;
  readonly verdicts: Pick<VerdictCache, "judge">;
  /** Maximum number of runs at the same time. */
  readonly atOnce: number;
  /** Whether no further run starts. Runs that have started end, and questions that lack a variant do not count. */
  readonly isOver: () => boolean;
  /** Called after each run. */
  readonly onRun: () => void;
  readonly signal: AbortSignal;
}

/** The result of all runs of a benchmark. */
export interface VariantOutcomes {
  /** Outcomes for the questions that every variant has answered, question by question. */
  readonly outcomes: readonly Outcome[];
  /** Number of these questions. */
  readonly questions: number;
  /** Why runs could not be done, in sentences without repetition. */
  readonly problems: readonly string[];
}

/**
 * Answers every test question with every variant. It goes question by question, so that all variants have answered the
 * same questions wherever it ends.
 *
 * @throws the signal's reason; CacheError when replies or verdicts cannot be stored
 */
export async function runVariants(runs: VariantRuns): Promise<VariantOutcomes> {
  const { variants, split, atOnce, isOver, onRun } = runs;
  const broken = new AbortController();
  const signal = AbortSignal.any([runs.signal, broken.signal]);
  const slots = new Slots(atOnce);
  const problems = new Set<string>();
  const answered: (Outcome | null)[][] = [];
  const stops = (): boolean => isOver() || signal.aborted;
  for (const question of split.test) {
    if (stops()) break;
    const row = new Array<Outcome | null>(variants.length).fill(null);
    answered.push(row);
    for (const [index, variant] of variants.entries()) {
      await slots.take();
      if (stops()) {
        slots.release();
        break;
      }
      void runOne({ variant, question, dataSet: split.dataSetOf(question) }, { ...runs, signal }, (error) => {
        broken.abort(error);
      })
        .then((outcome) => {
          row[index] = outcome;
          onRun();
        })
        .catch((error: unknown) => problems.add(messageOf(error)))
        .finally(() => {
          slots.release();
        });
    }
  }
  await slots.allFree();
  signal.throwIfAborted();
  const complete = answered.filter((row): row is Outcome[] => row.every((outcome) => outcome !== null));
  return { outcomes: complete.flat(), questions: complete.length, problems: [...problems] };
}

/**
 * Runs one trial.
 *
 * @param fail receives errors that are not a model's failure and must end everything
 * @returns null for a run that says nothing about the variant, because it was aborted or the budget refused a request
 */
async function runOne(
  trial: Trial,
  { means, verdicts, signal }: VariantRuns,
  fail: (error: unknown) => void,
): Promise<Outcome | null> {
  const progress = { refused: false };
  const replies: ReplySource = {
    reply: (member, request) =>
      means.replies.reply(member, request).catch((error: unknown) => {
        if (error instanceof OutOfBudget) progress.refused = true;
        else if (!(error instanceof ChatError)) fail(error);
        throw error;
      }),
  };
  const { variant, question, dataSet } = trial;
  const equalMath = equalFormulas(verdicts, signal);
  const record = await runVariant(trial, { ...means, replies, equalMath }, signal);
  if (record.outcome === "aborted" || progress.refused) return null;
  const judge = (reply: string): Promise<number | null> =>
    verdicts.judge({ ...question, capability: {} }, reply, signal).catch((error: unknown) => {
      fail(error);
      throw error;
    });
  const bank = means.bank.partFor(variant.bank, dataSet, variant.seed);
  return outcomeOf(trial, record, rankingOf(record, bank), judge);
}

/**
 * Returns a comparison of formulas by value, as in the check of a math task: in the checker's process, and each pair
 * once.
 */
function equalFormulas(verdicts: Pick<VerdictCache, "judge">, signal: AbortSignal): FormulaComparison {
  return async (one, other) => {
    const value = await verdicts.judge(askedFor(one), `\\boxed{${other}}`, signal);
    return value === null ? null : value === 1;
  };
}

function askedFor(answer: string): BankQuestion {
  const task = { kind: "math", answer } as const;
  return { id: "formula", source: "formulas", split: "test", question: "Is it equal?", task, capability: {} };
}
