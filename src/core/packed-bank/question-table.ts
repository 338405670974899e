import type { BankQuestion } from "../question-bank/index.ts";
import { type LabelLists, labelListsOf } from "./label-lists.ts";
import { type Labels, labelsOf } from "./labels.ts";

/** What a selection needs to know of the questions, in columns; texts may be decoded only when asked for. */
export interface QuestionTable {
  /** N */
  readonly size: number;
  readonly sources: Labels;
  /** "" where the domain is unknown. */
  readonly domains: Labels;
  /** "" where the topic is unknown. */
  readonly topics: Labels;
  /** Keywords of what a question asks for; none where nobody has named any. */
  readonly skills: LabelLists;
  /** @throws RangeError when there is no such row */
  id(row: number): string;
  /** @throws RangeError when there is no such row */
  text(row: number): string;
}

/** The table of these questions, which keeps nothing else of them in memory. */
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
