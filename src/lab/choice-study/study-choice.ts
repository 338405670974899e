import type { EmbeddingModel } from "../../core/ports.ts";
import type { CandidateSet } from "./candidate-sets.ts";
import { type Cascaded, cascaded, cascades } from "./cascades.ts";
import type { CascadeFigures, ChoiceReport, EarlyStopFigures, ExampleFigures, RuleFigures } from "./choice-report.ts";
import { drawnOrders } from "./drawn-orders.ts";
import { type StoppedEarly, stoppedEarly, textsToCompare } from "./early-stop.ts";
import { type ExampleMeans, ExampleRuns, type ExampleTotals } from "./example-runs.ts";
import { Figures, quantile, type SetValues } from "./figures.ts";
import { replyEmbedder } from "./reply-embedder.ts";
import {
  accuracyOf,
  byExamples,
  bySimilarity,
  type ChoiceRule,
  hasRunExamples,
  type MeasuredSet,
  rules,
} from "./rules.ts";

/** What a study of choices needs besides its sets. */
export interface ChoiceMeans extends ExampleMeans {
  readonly embedder: EmbeddingModel;
  /** Called after each set with the number of sets so far. */
  readonly onSet: (done: number) => void;
}

/** Names of the rules that the others are compared with. */
const comparedRules = ["random", "prior", "majority"];
/** Number of random orders of each set's candidates. */
const ORDERS = 20;
const SEED = 1;

/** What was measured of a set. */
interface Finding {
  readonly set: MeasuredSet;
  /** By cascade; null where it does not apply. */
  readonly cascaded: readonly (Cascaded | null)[];
  readonly early: StoppedEarly;
}

/**
 * Measures what each rule chooses among replies that are known to be right or wrong, and what it costs not to ask or
 * not to wait for all of them. Calls no model.
 *
 * @param sets at least one
 */
export async function studyChoice(sets: readonly CandidateSet[], means: ChoiceMeans): Promise<ChoiceReport> {
  const runs = new ExampleRuns(means);
  const findings: Finding[] = [];
  for (const set of sets) {
    means.signal.throwIfAborted();
    findings.push(await findingOf(set, runs, means));
    means.onSet(findings.length);
  }
  const figures = new Figures(sets, SEED);
  const measured = findings.map(({ set }) => set);
  return {
    sets: sets.length,
    questions: figures.questions,
    candidates: sets.reduce((sum, set) => sum + set.candidates.length, 0),
    rules: ruleFigures(measured, figures),
    oracle: sets.filter((set) => set.candidates.some(({ correct }) => correct)).length / sets.length,
    cascades: cascadeFigures(findings, figures),
    earlyStop: earlyStopFigures(findings, figures),
    examples: exampleFigures(measured, runs.totals),
    setup: {
      space: means.embedder.space,
      resamples: figures.resamples,
      orders: ORDERS,
      together: means.together,
    },
  };
}

async function findingOf(set: CandidateSet, runs: ExampleRuns, { embedder, signal }: ChoiceMeans): Promise<Finding> {
  const replies = replyEmbedder(embedder, signal);
  const passed = await runs.sharesOf(set);
  const measured = { ...set, passed, embeddings: await replies.embedReplies(textsToCompare(set)) };
  const orders = drawnOrders(set, ORDERS, SEED);
  return {
    set: measured,
    cascaded: cascades.map((one) => (one.appliesTo(measured) ? cascaded(one, measured, orders) : null)),
    early: await stoppedEarly(measured, orders, replies),
  };
}

function ruleFigures(sets: readonly MeasuredSet[], figures: Figures): RuleFigures[] {
  const withExamples = sets.some(hasRunExamples);
  const measured = rules.flatMap((rule) => {
    if (rule.usesExamples === true && !withExamples) return [];
    const values = accuracies(rule, sets);
    return countOf(values) === 0 ? [] : [{ name: rule.name, values }];
  });
  const others = measured.filter(({ name }) => comparedRules.includes(name));
  return measured.map(({ name, values }) => ({
    rule: name,
    sets: countOf(values),
    accuracy: figures.mean(values),
    against: Object.fromEntries(
      others
        .filter((other) => other.name !== name)
        .map((other) => [other.name, figures.difference(values, other.values)]),
    ),
  }));
}

function cascadeFigures(findings: readonly Finding[], figures: Figures): CascadeFigures[] {
  const sets = findings.map(({ set }) => set);
  return cascades.flatMap(({ name, otherwise }, index) => {
    const own = findings.map((finding) => finding.cascaded[index] ?? null);
    const values = own.map((one) => one?.accuracy ?? null);
    if (countOf(values) === 0) return [];
    return [
      {
        cascade: name,
        sets: countOf(values),
        accuracy: figures.mean(values),
        asked: figures.mean(own.map((one) => one?.asked ?? null)),
        otherwise: otherwise.name,
        againstAll: figures.difference(values, accuracies(otherwise, sets)),
      },
    ];
  });
}

function earlyStopFigures(findings: readonly Finding[], figures: Figures): EarlyStopFigures {
  const values = findings.map(({ early }) => early.accuracy);
  const all = accuracies(
    bySimilarity,
    findings.map(({ set }) => set),
  );
  return {
    accuracy: figures.mean(values),
    againstAll: figures.difference(values, all),
    stopped: figures.mean(findings.map(({ early }) => early.stopped)),
    notWaitedFor: figures.mean(findings.map(({ early }) => early.notWaitedFor)),
  };
}

function exampleFigures(sets: readonly MeasuredSet[], { questions, found, times }: ExampleTotals): ExampleFigures {
  const checked = sets.flatMap(({ candidates, passed }) =>
    candidates.flatMap(({ correct }, index) => {
      const share = passed[index] ?? null;
      return share === null ? [] : [{ correct, passes: share === 1 }];
    }),
  );
  const rightWhere = (passes: boolean): number | null => {
    const some = checked.filter((one) => one.passes === passes);
    return some.length === 0 ? null : some.filter(({ correct }) => correct).length / some.length;
  };
  const allFail = sets.filter((set) => hasRunExamples(set) && !set.passed.includes(1));
  return {
    questions,
    found,
    checked: checked.length,
    allFail: allFail.length,
    rightWhenAllFail:
      allFail.length === 0 ? null : allFail.reduce((sum, set) => sum + accuracyOf(byExamples, set), 0) / allFail.length,
    rightWhenPassed: rightWhere(true),
    rightWhenFailed: rightWhere(false),
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
  };
}

function accuracies(rule: ChoiceRule, sets: readonly MeasuredSet[]): SetValues {
  return sets.map((set) => (rule.appliesTo?.(set) === false ? null : accuracyOf(rule, set)));
}

function countOf(values: SetValues): number {
  return values.filter((value) => value !== null).length;
}
