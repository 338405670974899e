/** The question bank in memory, packed for exact scans: vectors, outcomes and labels in columns. */
export { accuracies, tallyOf } from "./accuracy.ts";
export { type LabelLists, labelListsOf, labelsAt, namesAt } from "./label-lists.ts";
export { type Labels, labelsOf } from "./labels.ts";
export { OutcomePalette, type Outcomes } from "./outcomes.ts";
export {
  type BankEntry,
  type Neighbours,
  packBank,
  type PackedBank,
  plainVectors,
  type VectorStore,
} from "./packed-bank.ts";
export { type QuestionTable, questionTable } from "./question-table.ts";
