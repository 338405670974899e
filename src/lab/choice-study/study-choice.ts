import type { CodeSandbox } from "../../core/code-runner.ts";
import { comparedTexts } from "../../core/reading/index.ts";
import { codeToRun, type ExampleOutcome, findExamples, runExamples } from "../../core/examples/index.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import { randomStream } from "../../core/random.ts";
import { bootstrapIntervals, type Interval } from "../statistics/paired-bootstrap.ts";
import { Series } from "../statistics/series.ts";
import type { CandidateSet } from "./candidate-sets.ts";
import { accuracyOf, type ChoiceRule, type MeasuredSet, rules } from "./rules.ts";

/** What a study of choices needs besides its sets. */
export interface ChoiceMeans {
  readonly embedder: EmbeddingModel;
  readonly sandbox: CodeSandbox;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Called after each set with the number of sets so far. */
  readonly onSet: (done: number) => void;
  readonly signal: AbortSignal;
}

/** How well one rule chooses. */
export interface RuleFigures {
  readonly rule: string;
  /** Sets that the rule applies to. */
  readonly sets: number;
  /** Share of right choices, with its 95% interval. */
  readonly accuracy: number | null;
  readonly interval: Interval | null;
  /** Differences to other rules on the same sets, with paired 95% intervals. */
  readonly against: Readonly<Record<string, { readonly difference: number; readonly interval: Interval | null }>>;
}

/** The figures of `smcs bench choice --json`. */
export interface ChoiceReport {
  readonly sets: number;
  readonly candidates: number;
  readonly rules: readonly RuleFigures[];
  /** Share of the sets in which some candidate is right: no choice can be better. */
  readonly oracle: number;
  readonly examples: {
    /** Questions with at least one example. */
    readonly questions: number;
    readonly found: number;
    /** Share of right candidates among those that pass all examples, and among those that do not. */
    readonly rightWhenPassed: number | null;
    readonly rightWhenFailed: number | null;
    /** Milliseconds to run all examples on one candidate: median and 95th percentile. */
    readonly medianMs: number | null;
    readonly p95Ms: number | null;
  };
  readonly resamples: number;
}

/** Rules that the others are compared with. */
const COMPARED = ["random", "prior", "majority"];
const RESAMPLES = 2000;
const SEED = 1;

/**
 * Measures what each rule chooses among replies that are known to be right or wrong. Examples are found and run as in a
 * run of the product; equal code of the same question runs once. Calls no model.
 */
export async function studyChoice(sets: readonly CandidateSet[], means: ChoiceMeans): Promise<ChoiceReport> {
  const measured: MeasuredSet[] = [];
  const times: number[] = [];
  const byQuestion = new Map<string, { readonly count: number; readonly outcomes: Map<string, ExampleOutcome[]> }>();
  const passing = { passed: { right: 0, all: 0 }, failed: { right: 0, all: 0 } };
  for (const [number, { question, candidates }] of sets.entries()) {
    means.signal.throwIfAborted();
    const found = findExamples(question);
    const known = byQuestion.get(question) ?? {
      count: found.examples.length,
      outcomes: new Map<string, ExampleOutcome[]>(),
    };
    byQuestion.set(question, known);
    const passed: (number | null)[] = [];
    for (const { text, correct } of candidates) {
      const code = found.examples.length === 0 ? null : codeToRun(text, found);
      if (code === null) {
        passed.push(null);
        continue;
      }
      const begun = means.clock();
      const key = JSON.stringify(code);
      const isNew = !known.outcomes.has(key);
      const outcomes = await (known.outcomes.get(key) ?? runExamples(code, found, means.sandbox, means.signal));
      known.outcomes.set(key, outcomes);
      if (isNew) times.push(means.clock() - begun);
      const share = outcomes.length === 0 ? null : outcomes.filter((one) => one.passed).length / outcomes.length;
      passed.push(share);
      if (share === null) continue;
      const side = share === 1 ? passing.passed : passing.failed;
      side.all += 1;
      side.right += correct ? 1 : 0;
    }
    const texts = comparedTexts(
      candidates.map(({ text }) => text),
      true,
    );
    measured.push({ candidates, passed, embeddings: await means.embedder.embed(texts, "document", means.signal) });
    means.onSet(number + 1);
  }
  const counts = [...byQuestion.values()].map(({ count }) => count);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number | null =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
  return {
    sets: sets.length,
    candidates: sets.reduce((sum, set) => sum + set.candidates.length, 0),
    rules: figuresOf(sets, measured),
    oracle: sets.filter((set) => set.candidates.some(({ correct }) => correct)).length / sets.length,
    examples: {
      questions: counts.filter((count) => count > 0).length,
      found: counts.reduce((sum, count) => sum + count, 0),
      rightWhenPassed: shareOf(passing.passed),
      rightWhenFailed: shareOf(passing.failed),
      medianMs: at(0.5),
      p95Ms: at(0.95),
    },
    resamples: RESAMPLES,
  };
}

function figuresOf(sets: readonly CandidateSet[], measured: readonly MeasuredSet[]): RuleFigures[] {
  const applying = rules.filter(({ appliesTo }) => sets.some((set) => appliesTo?.(set) ?? true));
  const series = new Map(applying.map((rule) => [rule.name, seriesOf(rule, sets, measured)]));
  const all = [...measured.keys()];
  const interval = (one: Series): Interval | null =>
    bootstrapIntervals([one], all, RESAMPLES, randomStream(SEED, "bootstrap"))[0] ?? null;
  return applying.map((rule) => {
    const own = series.get(rule.name) as Series;
    const against = COMPARED.flatMap((name) => {
      const other = series.get(name);
      if (other === undefined || name === rule.name) return [];
      const difference = own.minus(other);
      return [[name, { difference: difference.value ?? 0, interval: interval(difference) }] as const];
    });
    return {
      rule: rule.name,
      sets: own.weights.reduce((sum, weight) => sum + weight, 0),
      accuracy: own.value,
      interval: interval(own),
      against: Object.fromEntries(against),
    };
  });
}

function seriesOf(rule: ChoiceRule, sets: readonly CandidateSet[], measured: readonly MeasuredSet[]): Series {
  const series = new Series(sets.length);
  for (const [index, set] of sets.entries())
    if (rule.appliesTo?.(set) ?? true)
      series.add(index, { sum: accuracyOf(rule, measured[index] as MeasuredSet), weight: 1 });
  return series;
}

function shareOf({ right, all }: { readonly right: number; readonly all: number }): number | null {
  return all === 0 ? null : right / all;
}
