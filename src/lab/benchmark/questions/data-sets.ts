import type { BankQuestion } from "../../../core/question-bank/bank-question.ts";
import { paperDataSet } from "../paper/data-sets.ts";

/** Gives a question the data set that tables count it under. */
export type DataSetOf = (question: Pick<BankQuestion, "source" | "task">) => string;

/** The kinds of task as data sets, by names that mean something in a table. */
const kinds: Readonly<Record<BankQuestion["task"]["kind"], string>> = {
  choice: "multiple choice",
  math: "math",
  text: "short answers",
  instructions: "instructions",
  "code-tests": "programming",
  open: "open",
};

/**
 * Data sets are the sources of the questions. Where all come from one source and are of several kinds, such as the starter
 * bank, what kind of task they are tells them apart: else nothing could be said by data set. Two names of one of the
 * paper's data sets, such as MATH and MATH-500, are the same: the one that comes first.
 */
export function dataSets(questions: Iterable<Pick<BankQuestion, "source" | "task">>): DataSetOf {
  const names = new Map<string, string>();
  const published = new Map<string, string>();
  const found = new Set<string>();
  for (const { source, task } of questions) {
    found.add(task.kind);
    if (names.has(source)) continue;
    const known = paperDataSet(source) ?? source;
    const name = published.get(known) ?? source;
    published.set(known, name);
    names.set(source, name);
  }
  const isOne = names.size === 1 && found.size > 1;
  return isOne ? ({ task }) => kinds[task.kind] : ({ source }) => names.get(source) ?? source;
}
