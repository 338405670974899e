import path from "node:path";
import { capabilityJsonlFormat } from "../../bank-import/index.ts";
import { fileRows, type ImportFormat, type ImportRow } from "../../import-rows/index.ts";
import { stampOf } from "../../row-files/index.ts";
import { BankError } from "../../core/errors.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { matrixQuestions, type QuestionRules } from "./matrix-questions.ts";

/** Files of a capability matrix; both may be compressed with gzip. */
export interface MatrixFiles {
  readonly questions: string;
  /** Null when the questions include their outcomes. */
  readonly capability: string | null;
}

/** The content of a matrix's files. */
export interface MatrixReading {
  /** Questions with their outcomes, in the order of the file. */
  readonly questions: readonly BankQuestion[];
  /** Says what was skipped, in sentences. */
  readonly notes: readonly string[];
}

/** Maximum share of bad lines; with more, the file is probably of another kind. */
const BAD_SHARE = 0.01;
/** Maximum number of a file's bad lines that are named; the others are counted. */
const NAMED_LINES = 20;

/**
 * Reads a capability matrix. An unusable line is skipped and named.
 *
 * @throws BankError when a file cannot be read, or more than 1% of its lines are unusable
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
 * Reads the lines of a file.
 *
 * @param take stores a row and returns null, or returns why the row is unusable
 * @returns a sentence for each bad line, and one for those beyond the maximum
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
