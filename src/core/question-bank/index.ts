/** A question of the bank: its format, its limits, and what makes two of them the same. */
export { type BankQuestion, bankQuestionSchema, type Task } from "./bank-question.ts";
export { keywordsOf, skillsSchema } from "./keywords.ts";
export { beyondLimits, namesBeyondLimits, questionLimits, taskBeyondLimits } from "./question-limits.ts";
export { comparableText } from "./question-text.ts";
export { linqEmbedMistral } from "./released-space.ts";
