/** The rows of a file that fills the bank, questions and outcomes, and what a format must do to read them. */
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
