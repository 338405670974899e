import type { BankQuestion } from "../question-bank/index.ts";
import { type LabelLists, labelListsOf } from "./label-lists.ts";
import { type Labels, labelsOf } from "./labels.ts";

/** The parts of the questions that a selection needs, in columns; texts may be decoded on demand. */
export interface QuestionTable {
  /** N */
  readonly size: number;
  readonly sources: Labels;
  /** "" for an unknown domain. */
  readonly domains: Labels;
  /** "" for an unknown topic. */
  readonly topics: Labels;
  /** Keywords of the skills that a question needs; empty when none have been named. */
  readonly skills: LabelLists;
  /** @throws RangeError when the row does not exist */
  id(row: number): string;
  /** @throws RangeError when the row does not exist */
  text(row: number): string;
}

/** Returns the table of these questions. It keeps nothing else of them in memory. */
export function questionTable(questions: readonly BankQuestion[]): QuestionTable {
  const ids = questions.map(({ id }) => id);
  const texts = questions.map(({ question }) => question);
  return {
    size: questions.length,
    sources: labelsOf(questions.map(({ source }) => source)),
    domains: labelsOf(questions.map(({ domain = "" }) => domain)),
    topics: labelsOf(questions.map(({ topic = "" }) => topic)),
    skills: labelListsOf(questions.map(({ skills = [] }) => skills)),
    id: (row) => at(ids, row),
    text: (row) => at(texts, row),
  };
}

function at(column: readonly string[], row: number): string {
  const text = column[row];
  if (text === undefined) throw new RangeError(`The bank has no row ${row}.`);
  return text;
}
