import { BankError } from "../../core/errors.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { randomStream } from "../../core/random.ts";
import { shuffled } from "../statistics/shuffled.ts";

/** A division of a matrix's questions, by number, into what is known and what is asked; the two never overlap (A.1). */
export interface Split {
  /** Where everything random about this split comes from. */
  readonly seed: number;
  readonly bank: readonly number[];
  readonly test: readonly number[];
}

/**
 * @param testShare in (0, 1), of the questions
 * @throws BankError when bank or test would be empty
 */
export function randomSplit(questions: readonly BankQuestion[], testShare: number, seed: number): Split {
  const order = shuffled(questions.length, randomStream(seed, "split"));
  const tested = Math.round(testShare * questions.length);
  return usable({ seed, bank: order.slice(tested), test: order.slice(0, tested) });
}

/**
 * Returns the split that the questions bring along.
 *
 * @throws BankError when bank or test is empty
 */
export function givenSplit(questions: readonly BankQuestion[], seed: number): Split {
  const numbers = [...questions.keys()];
  const isBank = (number: number): boolean => questions[number]?.split === "bank";
  return usable({ seed, bank: numbers.filter(isBank), test: numbers.filter((number) => !isBank(number)) });
}

function usable(split: Split): Split {
  const { bank, test } = split;
  if (bank.length > 0 && test.length > 0) return split;
  throw new BankError(
    `The split leaves ${bank.length} questions to the bank and ${test.length} to test: both need at least one.`,
  );
}
