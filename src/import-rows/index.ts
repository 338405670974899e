/** What a file that fills a bank is made of: questions and outcomes that the bank can store, and what a format is that finds them. */
export { fileRows, mostRows, tooManyRows } from "./file-rows.ts";
export {
  type AnswerCheck,
  type ImportFormat,
  type ImportOptions,
  type ImportRow,
  keptCharacters,
  type PaperPart,
  type PaperSplit,
  type PassedOver,
  type QuestionRow,
  type Understood,
} from "./import-format.ts";
export { validated, validatedCapability } from "./validated.ts";
