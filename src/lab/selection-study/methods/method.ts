import type { RandomSource } from "../../../core/ports.ts";
import type { PackedBank } from "../../../core/question-bank/packed-bank.ts";
import type { BankQuestion } from "../../../core/question-bank/bank-question.ts";
import type { SearchedBank } from "../retrieval.ts";

/** What a method may learn from: the bank, how it is searched, and by which parameters. */
export interface Lesson extends SearchedBank {
  readonly bank: PackedBank;
  /** The R models to judge. */
  readonly models: readonly string[];
  /** By number, as in the matrix. */
  readonly questions: readonly BankQuestion[];
  /** N_sup_base. */
  readonly supportBase: number;
  /** gamma. */
  readonly tolerance: number;
  readonly random: RandomSource;
}

/** Judges the models on a tested question, given its number: R values in the models' order, the highest the best. */
export type Judge = (question: number) => ArrayLike<number>;

/** A way to choose models. */
export interface Method {
  /** For users and scripts; "tuned" is reserved. */
  readonly name: string;
  /** Only the oracle looks at the outcomes of tested questions. */
  readonly learn: (lesson: Lesson) => Judge;
}
