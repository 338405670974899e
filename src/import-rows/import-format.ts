import type { BankQuestion } from "../core/question-bank/index.ts";
import type { BadRow } from "../row-files/index.ts";

/** The user's choices for a whole import. */
export interface ImportOptions {
  /** Name of the source, in place of the format's own. */
  readonly source?: string;
  /** Split of every question, in place of the file's own; `paper`: the paper's own split of its data sets. */
  readonly split?: BankQuestion["split"] | "paper";
  /** Whether the file only completes questions of the bank: other questions are left out. */
  readonly onlyKnown?: boolean;
  /** Name of the file, without folders; set by the reader of the file. */
  readonly fileName?: string;
}

/** The part of the paper's data that a question belongs to. */
export type PaperPart = BankQuestion["split"] | "neither";

/**
 * Maximum total length of a question's kept tests, in characters: the published ones have gigabytes. A list of 200,000
 * large numbers, the usual test of speed, has 2.2 million.
 */
export const keptCharacters = 2_500_000;

/** A question of a file. */
export interface QuestionRow {
  readonly kind: "question";
  readonly at: number;
  readonly question: BankQuestion;
  /** Date of first publication, if the file has it: "2024-07-31" or "2024". */
  readonly date?: string;
  /** How an ambiguous row was read. */
  readonly understood?: Understood;
  /** How many of its tests are left out because all together are too large. */
  readonly testsLeftOut?: number;
}

/** How a row of plain questions and answers was read. */
export interface Understood {
  /** Names of the fields that form the question. */
  readonly question: readonly string[];
  /** Name of the field with the answer; null without one. */
  readonly answer: string | null;
  readonly check: AnswerCheck;
}

/**
 * How replies to a question will be checked: by the row's own task, by the option, by the number, by yes or no. For
 * open questions, why not: the answer is free text, there are several, or there is none.
 */
export type AnswerCheck = "task" | "choice" | "number" | "yes-or-no" | "free-text" | "several" | "none";

/** The result for one line or entry of an imported file; `at` is its number, starting with 1. */
export type ImportRow =
  | QuestionRow
  /** Outcomes, right = 1 and wrong = 0, for a question that is already in the bank or in the same file. */
  | {
      readonly kind: "capability";
      readonly at: number;
      readonly questionId: string;
      readonly correct: Readonly<Record<string, number>>;
    }
  | BadRow;

/** A skipped row, and why. */
export type PassedOver = Pick<BadRow, "at" | "reason">;

/** The paper's split of a data set. */
export interface PaperSplit {
  /** A note for the user about it. */
  readonly note?: string;
  /**
   * Reads a file and returns a function that says the part of each of its questions. The parts do not depend on the
   * order of the lines.
   *
   * @param questions all of the file's; read only when a part is a sample, not when each question shows its own part
   * @param fileName without folders
   */
  plan(questions: AsyncIterable<QuestionRow>, fileName: string): Promise<(row: QuestionRow) => PaperPart>;
}

/** One format that the bank can read. */
export interface ImportFormat {
  /** Its name on the command line. */
  readonly name: string;
  /** For users: what the file is and where it comes from. */
  readonly description: string;
  /** Fields that occur together only in files of this format, one list for each form of its files. */
  readonly marks: readonly (readonly string[])[];
  /** Other words than `name` that identify the format in a file's name, in small letters and digits. */
  readonly fileNames?: readonly string[];
  /** The paper's split; absent when the paper does not use the data set, or the file is not a data set. */
  readonly paperSplit?: PaperSplit;
  /**
   * Reads a file as a stream. It never throws because of the file's content: unusable content becomes a `bad` row, and
   * reading continues with the next row if the format allows that.
   *
   * @param bytes the file's content, decompressed
   */
  rows(bytes: AsyncIterable<Uint8Array>, options: ImportOptions): AsyncIterable<ImportRow>;
}
