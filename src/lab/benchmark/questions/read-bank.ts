import { readSteadily } from "../../../bank/read-steadily.ts";
import { bankEntries } from "../../../bank/store/bank-store.ts";
import type { BankQuestion } from "../../../core/question-bank/bank-question.ts";

/** A question without what is known of it, and without its vector. */
export type PlainQuestion = Omit<BankQuestion, "capability" | "embedding" | "space">;

/**
 * All questions of a bank, both splits; none where there is no bank.
 *
 * @throws BankError when it cannot be read; the signal's reason
 */
export function readBankQuestions(bankFolder: string, signal: AbortSignal): Promise<PlainQuestion[]> {
  return readSteadily(bankFolder, async (state) => {
    const questions: PlainQuestion[] = [];
    for await (const { question } of state === null ? [] : bankEntries(state)) {
      signal.throwIfAborted();
      const { capability: _, embedding: __, space: ___, ...plain } = question;
      questions.push(plain);
    }
    return questions;
  });
}
