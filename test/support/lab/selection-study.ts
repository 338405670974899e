import { normalise } from "../../../src/core/embedding.ts";
import { neighbours } from "../../../src/core/selection/index.ts";
import type { Lesson } from "../../../src/lab/selection-study/methods.ts";
import { entriesOf, type Retrieval } from "../../../src/lab/selection-study/retrieval.ts";
import type { Split } from "../../../src/lab/selection-study/split.ts";
import { packBank } from "../../../src/core/packed-bank/index.ts";
import type { BankQuestion } from "../../../src/core/question-bank/index.ts";

/** One question of a small matrix; what a test does not care about has a default. */
export interface Row {
  readonly source?: string;
  readonly domain?: string;
  readonly topic?: string;
  readonly split?: "bank" | "test";
  readonly text?: string;
  /** By model; absent = unknown. */
  readonly outcomes?: Readonly<Record<string, number>>;
}

/** The questions of these rows, with the ids q00, q01, ... and texts of their own. */
export function questionsOf(rows: readonly Row[]): BankQuestion[] {
  return rows.map(({ source = "source", domain, topic, split = "bank", text, outcomes = {} }, index) => ({
    id: `q${String(index).padStart(2, "0")}`,
    source,
    split,
    ...(domain === undefined ? {} : { domain }),
    ...(topic === undefined ? {} : { topic }),
    question: text ?? `question ${index}`,
    task: { kind: "open" },
    capability: Object.fromEntries(
      Object.entries(outcomes).map(([model, value]) => [model, { value, weight: 1, evidence: "imported" }]),
    ),
  }));
}

/** Retrieval by vectors that the test gives, one a question, in plain JS. */
export function retrievalBy(questions: readonly BankQuestion[], vectors: readonly (readonly number[])[]): Retrieval {
  const space = "test-space";
  const unit = (question: number): Float32Array => normalise(vectors[question] ?? [1, 0]);
  return {
    space,
    description: "vectors of the test",
    search(split) {
      const bank = packBank(space, entriesOf(questions, split, unit));
      return {
        bank,
        near: (question, base, tolerance) => neighbours(bank, { space, vector: unit(question) }, base, tolerance),
      };
    },
  };
}

/** What a method learns from on a split of these questions; all are alike unless vectors say otherwise. */
export function lessonOf(
  questions: readonly BankQuestion[],
  split: Split,
  models: readonly string[],
  vectors: readonly (readonly number[])[] = [],
): Lesson {
  const searched = retrievalBy(questions, vectors).search(split);
  return { ...searched, questions, models, supportBase: 400, tolerance: 0.95, random: () => 0.5 };
}
