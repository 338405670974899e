import { BankError } from "../../core/errors.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { randomStream } from "../../core/random.ts";
import { shuffled } from "../statistics/shuffled.ts";

/** A division of a matrix's questions, by number, into bank and test, which never overlap (A.1). */
export interface Split {
  /** Seed of all random numbers of this split. */
  readonly seed: number;
  readonly bank: readonly number[];
  readonly test: readonly number[];
}

/**
 * Returns a random split.
 *
 * @param testShare share of the questions that are tested, in (0, 1)
 * @throws BankError when bank or test would be empty
 */
export function randomSplit(questions: readonly BankQuestion[], testShare: number, seed: number): Split {
  const order = shuffled(questions.length, randomStream(seed, "split"));
  const tested = Math.round(testShare * questions.length);
  return usable({ seed, bank: order.slice(tested), test: order.slice(0, tested) });
}

/**
 * Returns the split that the questions themselves specify.
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
