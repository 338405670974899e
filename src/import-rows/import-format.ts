import type { BankQuestion } from "../core/question-bank/index.ts";
import type { BadRow } from "../row-files/index.ts";

/** What the user says about a whole import. */
export interface ImportOptions {
  /** Name of the source, in place of the format's own. */
  readonly source?: string;
  /** Split of every question, in place of the file's own; `paper`: as the paper splits its data sets. */
  readonly split?: BankQuestion["split"] | "paper";
  /** Whether the file only completes questions that the bank has: others are left out. */
  readonly onlyKnown?: boolean;
  /** Name of the file, without folders; set by whoever reads it. */
  readonly fileName?: string;
}

/** Which part of the paper's data a question belongs to. */
export type PaperPart = BankQuestion["split"] | "neither";

/**
 * Characters of a question's tests that are kept, all together: the published ones have gigabytes. A list of 200,000 large
 * numbers, the usual test of speed, has 2.2 million.
 */
export const keptCharacters = 2_500_000;

/** A question of a file. */
export interface QuestionRow {
  readonly kind: "question";
  readonly at: number;
  readonly question: BankQuestion;
  /** When it was first asked, as far as the file tells: "2024-07-31" or "2024". */
  readonly date?: string;
  /** What was made of a row that could have been meant otherwise. */
  readonly understood?: Understood;
  /** How many of its tests are not kept, because all together are too large. */
  readonly testsLeftOut?: number;
}

/** How a row of plain questions and answers was read. */
export interface Understood {
  /** Names of the fields that the question was put together from. */
  readonly question: readonly string[];
  /** Name of the field with the answer; null without one. */
  readonly answer: string | null;
  readonly check: AnswerCheck;
}

/**
 * How replies to a question will be checked, or why not: by the row's own task, by the option, by the number, by yes or
 * no; and for open questions, that the answer is free text, that there are several, or that there is none.
 */
export type AnswerCheck = "task" | "choice" | "number" | "yes-or-no" | "free-text" | "several" | "none";

/** What one line or entry of an imported file became; `at` is its line or entry number, from 1 on. */
export type ImportRow =
  | QuestionRow
  /** Outcomes, right = 1 and wrong = 0, for a question that is in the bank already or comes in the same file. */
  | {
      readonly kind: "capability";
      readonly at: number;
      readonly questionId: string;
      readonly correct: Readonly<Record<string, number>>;
    }
  | BadRow;

/** A row that was passed over, and why. */
export type PassedOver = Pick<BadRow, "at" | "reason">;

/** How the paper splits a data set. */
export interface PaperSplit {
  /** What the user has to know about it. */
  readonly note?: string;
  /**
   * Looks at a file and tells the part of each of its questions. The parts are the same whatever the order of the lines.
   *
   * @param questions all of the file's; read where a part is a sample, and not where a question tells its part by itself
   * @param fileName without folders
   */
  plan(questions: AsyncIterable<QuestionRow>, fileName: string): Promise<(row: QuestionRow) => PaperPart>;
}

/** One format that the bank can read. */
export interface ImportFormat {
  /** Its name on the command line. */
  readonly name: string;
  /** For people: what the file is and where it comes from. */
  readonly description: string;
  /** Fields that stand together only in files of this format, one list for each form of its files. */
  readonly marks: readonly (readonly string[])[];
  /** Other words than `name` by which the name of a file tells the format, in small letters and digits. */
  readonly fileNames?: readonly string[];
  /** The paper's split; absent where the paper does not use the data set, or the file is no data set. */
  readonly paperSplit?: PaperSplit;
  /**
   * Reads a file as a stream. It never throws because of what stands in the file: what is not usable becomes a `bad`
   * row, and reading goes on with the next one where the format allows that.
   *
   * @param bytes the file's content, decompressed
   */
  rows(bytes: AsyncIterable<Uint8Array>, options: ImportOptions): AsyncIterable<ImportRow>;
}
