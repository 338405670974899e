import type { BankQuestion } from "../../core/question-bank/bank-question.ts";

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
 * Data sets are the sources of the questions. Where all come from one source, such as the starter bank, what kind of
 * task they are tells them apart: else nothing could be said by data set.
 */
export function dataSets(questions: Iterable<Pick<BankQuestion, "source">>): DataSetOf {
  const sources = new Set<string>();
  for (const { source } of questions) sources.add(source);
  return sources.size === 1 ? ({ task }) => kinds[task.kind] : ({ source }) => source;
}
