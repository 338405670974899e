import type { BankEntry, Neighbours, PackedBank } from "../../core/question-bank/packed-bank.ts";
import type { BankQuestion } from "../../core/question-bank/bank-question.ts";
import type { Split } from "./split.ts";

/** The bank of a split, and which of its questions resemble a tested one. */
export interface SearchedBank {
  readonly bank: PackedBank;
  /**
   * @param question its number in the matrix
   * @param base N_sup_base
   * @param tolerance gamma
   * @returns as core's `neighbours`
   */
  readonly near: (question: number, base: number, tolerance: number) => Neighbours;
}

/** A way to find similar questions. */
export interface Retrieval {
  /** The embedding space, or a name that says as much. */
  readonly space: string;
  /** What is compared, for people. */
  readonly description: string;
  /** Learns the bank of a split, and nothing else. */
  search(split: Split): SearchedBank;
}

/** The questions as bank entries: packing leaves those out that are tested. */
export function entriesOf(
  questions: readonly BankQuestion[],
  { bank }: Split,
  vectorOf: (question: number) => BankEntry["vector"],
): BankEntry[] {
  const inBank = new Set(bank);
  return questions.map((question, number) => ({
    question: { ...question, split: inBank.has(number) ? "bank" : "test" },
    vector: vectorOf(number),
  }));
}
