import { normalise } from "../../../src/core/embedding.ts";
import { type BankEntry, packBank, type PackedBank } from "../../../src/core/packed-bank/index.ts";
import { randomStream } from "../../../src/core/random.ts";

/** The space of these banks. */
export const SPACE = "kinds";
/** The number of kinds of questions, each around an axis of its own. */
export const KINDS = 3;

/** Returns a vector around the axis of a kind. */
export function vectorOf(kind: number, random: () => number): Float32Array {
  return normalise(Array.from({ length: 8 }, (_, i) => (i === kind ? 1.5 : 0) + random() - 0.5));
}

/** A bank of questions of three kinds. */
export interface KindsBank {
  readonly questions: number;
  readonly models?: readonly string[];
  /** Whether the outcome of a model, by its number, on a question is known. */
  readonly isKnown?: (model: number, row: number) => boolean;
}

/** Questions of three kinds; model k is right on nine of ten of kind k, and on three of ten elsewhere. */
export function entriesOf({ questions, models = ["a", "b", "c"], isKnown = () => true }: KindsBank): BankEntry[] {
  const random = randomStream(7, "world");
  return Array.from({ length: questions }, (_, row) => {
    const kind = row % KINDS;
    const vector = vectorOf(kind, random);
    const outcomes = models.map((model, index) => {
      const value = random() < (index === kind ? 0.9 : 0.3) ? 1 : 0;
      return [model, { value, weight: 1, evidence: "imported" as const }] as const;
    });
    return {
      question: {
        ...{ id: `q${row}`, source: "one source", split: "bank", question: `question ${row}` },
        task: { kind: "open" },
        capability: Object.fromEntries(outcomes.filter((_outcome, index) => isKnown(index, row))),
      },
      vector,
    };
  });
}

/** Returns such a bank, packed. */
export const packed = (bank: KindsBank): PackedBank => packBank(SPACE, entriesOf(bank));
