import { normalise } from "../../../src/core/embedding.ts";
import type { BankQuestion } from "../../../src/core/question-bank/index.ts";
import type { BankEntry } from "../../../src/core/packed-bank/index.ts";
import type { ReadEntries } from "../../../src/bank/report/find-duplicates.ts";

type Outcome = BankQuestion["capability"][string];

/** Returns an imported outcome at full weight. */
export const imported = (value: number): Outcome => ({ value, weight: 1, evidence: "imported" });

/** The outcome of a user's choice. */
export const chosen: Outcome = { value: 1, weight: 0.25, evidence: "choice" };

/** Returns a question of source "s" whose text is its id, unless changed. */
export function questionOf(id: string, rest: Partial<BankQuestion> = {}): BankQuestion {
  return { id, source: "s", split: "bank", question: id, task: { kind: "open" }, capability: {}, ...rest };
}

/** Returns this many questions of a source with the same outcomes. */
export function questionsOf(
  count: number,
  source: string,
  capability: Readonly<Record<string, Outcome>> = {},
): BankQuestion[] {
  return Array.from({ length: count }, (_, index) => questionOf(`${source}/${index}`, { source, capability }));
}

/**
 * Returns a reader of entries whose vectors have these angles, in degrees; without angles, the vectors are orthogonal.
 */
export function reading(questions: readonly BankQuestion[], angles?: readonly number[]): ReadEntries {
  const entries = questions.map((question, index): BankEntry => {
    if (angles === undefined) {
      return { question, vector: Float32Array.from(questions, (_, axis) => (axis === index ? 1 : 0)) };
    }
    const radians = ((angles[index] ?? 0) * Math.PI) / 180;
    return { question, vector: normalise([Math.cos(radians), Math.sin(radians)]) };
  });
  return async function* () {
    yield* entries;
    await Promise.resolve();
  };
}
