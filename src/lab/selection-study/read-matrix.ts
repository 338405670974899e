import path from "node:path";
import { capabilityJsonlFormat } from "../../bank-import/index.ts";
import { fileRows, type ImportFormat, type ImportRow } from "../../import-rows/index.ts";
import { stampOf } from "../../row-files/index.ts";
import { BankError } from "../../core/errors.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { matrixQuestions, type QuestionRules } from "./matrix-questions.ts";

/** Where a capability matrix is; both files may be compressed with gzip. */
export interface MatrixFiles {
  readonly questions: string;
  /** Null when the questions bring their outcomes along. */
  readonly capability: string | null;
}

/** What a matrix's files hold. */
export interface MatrixReading {
  /** With their outcomes, in the order of the file. */
  readonly questions: readonly BankQuestion[];
  /** What was passed over, in sentences. */
  readonly notes: readonly string[];
}

/** More bad lines than this share mean that a file is not what it was said to be. */
const BAD_SHARE = 0.01;
/** Bad lines of a file that are named; the others are counted. */
const NAMED_LINES = 20;

/**
 * Reads a capability matrix. A line that is not usable is passed over and named.
 *
 * @throws BankError when a file cannot be read, or more than 1% of its lines are not usable
 */
export async function readMatrix(
  files: MatrixFiles,
  rules: QuestionRules,
  signal: AbortSignal,
): Promise<MatrixReading> {
  const questions = new Map<string, BankQuestion>();
  const notes: string[] = [];
  const onQuestion = (row: ImportRow): string | null => {
    if (row.kind !== "question") return null;
    if (questions.has(row.question.id)) return "its id is that of an earlier line";
    questions.set(row.question.id, row.question);
    return null;
  };
  notes.push(...(await readLines(files.questions, matrixQuestions(rules), onQuestion, signal)));

  let strangers = 0;
  const onOutcomes = (row: ImportRow): null => {
    if (row.kind !== "capability") return null;
    const question = questions.get(row.questionId);
    if (question === undefined) strangers += 1;
    else questions.set(row.questionId, withOutcomes(question, row.correct));
    return null;
  };
  if (files.capability !== null) {
    notes.push(...(await readLines(files.capability, capabilityJsonlFormat, onOutcomes, signal)));
  }
  if (strangers > 0) notes.push(`${strangers} lines of outcomes are for questions that take no part.`);
  return { questions: [...questions.values()], notes };
}

function withOutcomes(question: BankQuestion, correct: Readonly<Record<string, number>>): BankQuestion {
  const outcomes = Object.entries(correct).map(
    ([model, value]) => [model, { value, weight: 1, evidence: "imported" }] as const,
  );
  return { ...question, capability: { ...question.capability, ...Object.fromEntries(outcomes) } };
}

/**
 * @param take keeps a row, or says why it is not usable
 * @returns a sentence for each bad line, and one for those that are too many to name
 */
async function readLines(
  file: string,
  format: ImportFormat,
  take: (row: ImportRow) => string | null,
  signal: AbortSignal,
): Promise<string[]> {
  const name = path.basename(file);
  const bad: string[] = [];
  let lines = 0;
  for await (const row of fileRows(await stampOf(file), format, {}, { signal })) {
    lines += 1;
    const reason = row.kind === "bad" ? row.reason : take(row);
    if (reason !== null) bad.push(`${name}, line ${row.at} skipped: ${reason}`);
  }
  if (bad.length > BAD_SHARE * lines) {
    const examples = bad.slice(0, 3).join("; ");
    throw new BankError(
      `${bad.length} of ${lines} lines of ${name} cannot be used, so nothing was measured. ${examples}. Mend or remove such lines.`,
    );
  }
  const more = bad.length - NAMED_LINES;
  return more <= 0 ? bad : [...bad.slice(0, NAMED_LINES), `${name}: ${more} more lines skipped.`];
}
