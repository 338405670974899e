import { bankEntries, readSteadily } from "../../../bank/store/index.ts";
import type { BankQuestion } from "../../../core/question-bank/index.ts";
import { findFormat, importFormats } from "../../../bank-import/index.ts";
import { fileRows } from "../../../import-rows/index.ts";
import { stampOf } from "../../../row-files/index.ts";
import { BenchmarkError } from "../benchmark-error.ts";

/** A question without outcomes and vector. */
export type PlainQuestion = Omit<BankQuestion, "capability" | "embedding" | "space">;

/**
 * Returns all questions of a bank, both splits; none when there is no bank.
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

/** The content of a file of test questions. */
interface QuestionFile {
  readonly questions: readonly PlainQuestion[];
  /** Number of unusable rows. */
  readonly bad: number;
}

/**
 * Reads test questions from a file in one of the import formats, whatever split the file gives them.
 *
 * @throws BenchmarkError for an unknown format, or when no row is usable; BankError when the file cannot be read
 */
export async function readQuestionFile(file: string, formatName: string, signal: AbortSignal): Promise<QuestionFile> {
  const format = findFormat(formatName);
  if (format === undefined) {
    const known = importFormats.map(({ name }) => name).join(", ");
    throw new BenchmarkError(`There is no format ${formatName}. These are known: ${known}.`);
  }
  const questions: PlainQuestion[] = [];
  let bad = 0;
  for await (const row of fileRows(await stampOf(file), format, {}, { signal })) {
    if (row.kind === "bad") bad += 1;
    if (row.kind === "question") questions.push(row.question);
  }
  if (questions.length === 0) throw new BenchmarkError(`${file} holds no question in the format ${formatName}.`);
  return { questions, bad };
}
