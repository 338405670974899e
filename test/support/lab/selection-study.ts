import { normalise } from "../../../src/core/embedding.ts";
import { neighbours } from "../../../src/core/selection/index.ts";
import type { Lesson } from "../../../src/lab/selection-study/methods.ts";
import { entriesOf, type Retrieval } from "../../../src/lab/selection-study/retrieval.ts";
import type { Split } from "../../../src/lab/selection-study/split.ts";
import { packBank } from "../../../src/core/packed-bank/index.ts";
import type { BankQuestion } from "../../../src/core/question-bank/index.ts";

/** One question of a small matrix; all fields have defaults. */
export interface Row {
  readonly source?: string;
  readonly domain?: string;
  readonly topic?: string;
  readonly split?: "bank" | "test";
  readonly text?: string;
  /** Outcomes by model; absent = unknown. */
  readonly outcomes?: Readonly<Record<string, number>>;
}

/** Returns the questions of these rows, with the ids q00, q01, ... and different texts. */
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

/** Returns a retrieval by the test's own vectors, one per question, in plain JS. */
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
        embeddingOf: (question) => ({ space, vector: unit(question) }),
      };
    },
  };
}

/**
 * Returns the data that a method learns from on a split of these questions; without vectors, all questions are equally
 * similar.
 */
export function lessonOf(
  questions: readonly BankQuestion[],
  split: Split,
  models: readonly string[],
  vectors: readonly (readonly number[])[] = [],
): Lesson {
  const searched = retrievalBy(questions, vectors).search(split);
  return { ...searched, questions, models, supportBase: 400, tolerance: 0.95, random: () => 0.5 };
}
