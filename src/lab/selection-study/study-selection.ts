import { setImmediate } from "node:timers/promises";
import { type Parameters, supportBase } from "../../core/parameters.ts";
import type { PackedBank } from "../../core/packed-bank/index.ts";
import type { RandomSource } from "../../core/ports.ts";
import { randomStream } from "../../core/random.ts";
import { rankByPrior } from "../../core/selection/index.ts";
import type { Matrix } from "./choose-questions.ts";
import { measureRanking, type Measure, measures } from "./measures.ts";
import { overallAccuracies } from "./accuracy-by-label.ts";
import type { Judge, Method } from "./methods.ts";
import { comparedPairs, countPairs, type PairRule } from "../statistics/ranking-score.ts";
import type { Retrieval } from "./retrieval.ts";
import { Series } from "../statistics/series.ts";
import type { Split } from "./split.ts";

/** The inputs of a study. */
export interface Study {
  readonly matrix: Matrix;
  readonly retrieval: Retrieval;
  readonly splits: readonly Split[];
  readonly methods: readonly Method[];
  /** Only N_sup_base and gamma are used; K is not. */
  readonly parameters: Parameters;
  readonly pairRule: PairRule;
  /** Share of the bank's outcomes that are hidden from all methods but the oracle, drawn at random; 0 hides none. */
  readonly hiddenShare: number;
  /** Called before each split. */
  readonly onSplit: (index: number) => void;
  readonly signal: AbortSignal;
}

/** Every measure of every method, in the order of the study. */
export type Findings = ReadonlyMap<Method, Readonly<Record<Measure, Series>>>;

/** Number of tested questions between checks of the signal. */
const AT_ONCE = 50;

/**
 * Ranks the models with each method on each tested question, and measures the rankings by the known outcomes. A
 * question is measured among the models with a known outcome on it.
 *
 * @throws the signal's reason when it aborts
 */
export async function studySelection(study: Study): Promise<Findings> {
  const { matrix, splits, methods, onSplit, signal } = study;
  const findings = new Map(methods.map((method) => [method, emptySeries(matrix.questions.length)]));
  for (const [index, split] of splits.entries()) {
    onSplit(index);
    const learned = learn(study, split);
    for (const [at, question] of split.test.entries()) {
      if (at % AT_ONCE === 0) {
        await setImmediate();
        signal.throwIfAborted();
      }
      measureQuestion(study, learned, question, findings);
    }
  }
  return findings;
}

function emptySeries(size: number): Record<Measure, Series> {
  return Object.fromEntries(measures.map((measure) => [measure, new Series(size)])) as Record<Measure, Series>;
}

/** What the methods learned from a split's bank. */
interface Learned {
  readonly judges: ReadonlyMap<Method, Judge>;
  /** Accuracy of each model on the bank, in the order of the models. */
  readonly overall: readonly number[];
}

function learn(study: Study, split: Split): Learned {
  const { questions, models } = study.matrix;
  const searched = study.retrieval.search(split);
  const bank = withHidden(searched.bank, study.hiddenShare, randomStream(split.seed, "hidden outcomes"));
  const lesson = {
    ...searched,
    bank,
    models,
    questions,
    supportBase: supportBase(study.parameters, bank.questions.size),
    tolerance: study.parameters.tolerance,
  };
  const judgeOf = ({ name, learn }: Method): Judge => learn({ ...lesson, random: randomStream(split.seed, name) });
  return {
    judges: new Map(study.methods.map((method) => [method, judgeOf(method)])),
    overall: overallAccuracies(bank, models),
  };
}

/** Returns the bank with a share of its outcomes unknown. */
function withHidden(bank: PackedBank, share: number, random: RandomSource): PackedBank {
  return share === 0 ? bank : { ...bank, capability: bank.capability.map((code) => (random() < share ? 0 : code)) };
}

function measureQuestion(
  { matrix, pairRule }: Study,
  { judges, overall }: Learned,
  question: number,
  findings: Findings,
): void {
  const capability = matrix.questions[question]?.capability ?? {};
  const known = [...matrix.models.entries()].flatMap(([column, model]) => {
    const value = capability[model]?.value;
    return value === undefined ? [] : [{ column, model, outcome: value }];
  });
  if (known.length === 0) return;
  const pairs = comparedPairs(
    known.map(({ outcome }) => outcome),
    pairRule,
  );
  for (const [method, judge] of judges) {
    const judged = judge(question);
    const ranked = rankByPrior(
      known.map(({ column, model, outcome }) => ({
        model,
        outcome,
        value: judged[column] as number,
        evaluated: true,
        overall: overall[column] as number,
        price: null,
      })),
    );
    const values = known.map(({ column }) => judged[column] as number);
    const worth = measureRanking(
      ranked.map(({ outcome }) => outcome),
      countPairs(pairs, values),
    );
    for (const measure of measures) findings.get(method)?.[measure].add(question, worth[measure]);
  }
}
