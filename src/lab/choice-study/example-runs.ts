import pLimit, { type LimitFunction } from "p-limit";
import type { CodeSandbox } from "../../core/code-runner.ts";
import {
  codeToRun,
  findExamples,
  type FoundExamples,
  runExamples,
  type RunnableCode,
} from "../../core/examples/index.ts";
import type { Clock } from "../../core/ports.ts";
import type { CandidateSet } from "./candidate-sets.ts";

/** What running examples needs. */
export interface ExampleMeans {
  readonly sandbox: CodeSandbox;
  /** Number of candidates whose code runs at the same time. */
  readonly together: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The examples that were found and the runs that were timed. */
export interface ExampleTotals {
  /** Different questions with at least one example. */
  readonly questions: number;
  readonly found: number;
  /** Milliseconds from a candidate's text to its outcome with all examples, one for each run of code. */
  readonly times: readonly number[];
}

interface AskedQuestion {
  readonly found: FoundExamples;
  /** Share of passed examples, by code. */
  readonly shares: Map<string, Promise<number | null>>;
}

/**
 * Finds the examples of questions and runs them on the code of replies, as a run of the product does. A few candidates
 * run at a time; equal code of one question runs once.
 */
export class ExampleRuns {
  readonly #means: ExampleMeans;
  readonly #limit: LimitFunction;
  readonly #questions = new Map<string, AskedQuestion>();
  readonly #times: number[] = [];

  constructor(means: ExampleMeans) {
    this.#means = means;
    this.#limit = pLimit(means.together);
  }

  /** Resolves with the share of examples that each candidate passes; null for one whose code could not be run. */
  sharesOf({ question, candidates }: CandidateSet): Promise<(number | null)[]> {
    const asked = this.#questions.get(question) ?? { found: findExamples(question), shares: new Map() };
    this.#questions.set(question, asked);
    if (asked.found.examples.length === 0) return Promise.resolve(candidates.map(() => null));
    return Promise.all(candidates.map(({ text }) => this.#shareOf(text, asked)));
  }

  get totals(): ExampleTotals {
    const counts = [...this.#questions.values()].map(({ found }) => found.examples.length);
    return {
      questions: counts.filter((count) => count > 0).length,
      found: counts.reduce((sum, count) => sum + count, 0),
      times: this.#times,
    };
  }

  #shareOf(text: string, { found, shares }: AskedQuestion): Promise<number | null> {
    const { clock } = this.#means;
    const begun = clock();
    const code = codeToRun(text, found);
    if (code === null) return Promise.resolve(null);
    const readMs = clock() - begun;
    const key = JSON.stringify(code);
    const share = shares.get(key) ?? this.#limit(() => this.#run(code, found, readMs));
    shares.set(key, share);
    return share;
  }

  async #run(code: RunnableCode, found: FoundExamples, readMs: number): Promise<number | null> {
    const { sandbox, clock, signal } = this.#means;
    signal.throwIfAborted();
    const begun = clock();
    const outcomes = await runExamples(code, found, sandbox, signal);
    this.#times.push(readMs + clock() - begun);
    return outcomes.length === 0 ? null : outcomes.filter(({ passed }) => passed).length / outcomes.length;
  }
}
