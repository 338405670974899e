import { findFormat, importFormats } from "../../../bank-import/formats.ts";
import { fileRows, stampOf } from "../../../bank-import/file-rows.ts";
import { BenchmarkError } from "../benchmark-error.ts";
import type { PlainQuestion } from "./read-bank.ts";

/** What a file of test questions holds. */
export interface QuestionFile {
  readonly questions: readonly PlainQuestion[];
  /** Rows that cannot be used. */
  readonly bad: number;
}

/**
 * Reads test questions from a file in one of the formats that can be imported, whatever split it gives them.
 *
 * @throws BenchmarkError for an unknown format, or when no row can be used; BankError when the file cannot be read
 */
export async function readQuestionFile(file: string, formatName: string, signal: AbortSignal): Promise<QuestionFile> {
  const format = findFormat(formatName);
  if (format === undefined) {
    const known = importFormats.map(({ name }) => name).join(", ");
    throw new BenchmarkError(`There is no format ${formatName}. These are known: ${known}.`);
  }
  const questions: PlainQuestion[] = [];
  let bad = 0;
  for await (const row of fileRows(await stampOf(file), format, {}, signal)) {
    if (row.kind === "bad") bad += 1;
    if (row.kind === "question") questions.push(row.question);
  }
  if (questions.length === 0) throw new BenchmarkError(`${file} holds no question in the format ${formatName}.`);
  return { questions, bad };
}
