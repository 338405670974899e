import { randomStream } from "../../../core/random.ts";
import { Resamples } from "../../statistics/paired-bootstrap.ts";
import type { Outcome } from "../outcome.ts";
import type { Variant } from "../variant.ts";

/** One number for each test question, in the test set's order; NaN for an unknown one. */
export type PerQuestion = Float64Array;

const RESAMPLES = 2000;

/** The outcomes by variant and question. Their order does not matter, because questions are sorted by id. */
export class TestSet {
  readonly questions: readonly { readonly id: string; readonly source: string }[];
  /** Data sets, the one with the most questions first. */
  readonly sources: readonly { readonly name: string; readonly questions: number }[];
  /** All intervals come from the same draws of the questions. */
  readonly resamples: Resamples;
  readonly #leftOut: ReadonlyMap<string, string>;
  readonly #outcomes = new Map<string, Map<string, Outcome>>();

  /** @param leftOut why variants cannot be run, by id */
  constructor(outcomes: readonly Outcome[], leftOut: ReadonlyMap<string, string> = new Map()) {
    this.#leftOut = leftOut;
    const sourceOf = new Map<string, string>();
    for (const outcome of outcomes) {
      sourceOf.set(outcome.question, outcome.source);
      const ofVariant = this.#outcomes.get(outcome.variant);
      if (ofVariant === undefined) this.#outcomes.set(outcome.variant, new Map([[outcome.question, outcome]]));
      else ofVariant.set(outcome.question, outcome);
    }
    this.questions = [...sourceOf].map(([id, source]) => ({ id, source })).sort((a, b) => compare(a.id, b.id));
    const counts = new Map<string, number>();
    for (const { source } of this.questions) counts.set(source, (counts.get(source) ?? 0) + 1);
    this.sources = [...counts]
      .map(([name, questions]) => ({ name, questions }))
      .sort((a, b) => b.questions - a.questions || compare(a.name, b.name));
    this.resamples = new Resamples(this.questions.length, RESAMPLES, randomStream(1, "bootstrap"));
  }

  has({ id }: Variant): boolean {
    return this.#outcomes.has(id);
  }

  /** Returns why a variant cannot be run; null when it can. */
  whyLeftOut({ id }: Variant): string | null {
    return this.#leftOut.get(id) ?? null;
  }

  /** Returns a variant's outcome for each question; undefined for a question that was not run. */
  outcomes({ id }: Variant): (Outcome | undefined)[] {
    const ofVariant = this.#outcomes.get(id);
    return this.questions.map(({ id: question }) => ofVariant?.get(question));
  }

  /** Returns one number per question, read from a variant's outcomes. */
  read(variant: Variant, numberOf: (outcome: Outcome) => number | null): PerQuestion {
    return Float64Array.from(this.outcomes(variant), (outcome) =>
      outcome === undefined ? NaN : (numberOf(outcome) ?? NaN),
    );
  }

  /** Returns how right a variant's answers are. */
  correct(variant: Variant): PerQuestion {
    return this.read(variant, ({ correct }) => correct);
  }

  /** Returns the values for questions of some data sets, and NaN for the others. */
  within(values: PerQuestion, sources: ReadonlySet<string>): PerQuestion {
    return values.map((value, index) => (sources.has(this.questions[index]?.source ?? "") ? value : NaN));
  }
}

/** Compares by code units, for the same order everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
