import type { BankQuestion } from "../../core/question-bank/bank-question.ts";
import type { PassedOver } from "../../bank-import/import-format.ts";

/** One line of a staging file. Vectors are base64 of float32, norm 1. */
export type StagedRecord =
  | {
      readonly kind: "question";
      /** Which row of the file it is, from 1 on; rows that are not kept count too. */
      readonly row: number;
      /** Without embedding and space. */
      readonly question: BankQuestion;
      /** The embedding that came with it, and its space. */
      readonly space?: string;
      readonly vector?: string;
    }
  | {
      readonly kind: "capability";
      readonly row: number;
      readonly at: number;
      readonly questionId: string;
      readonly correct: Readonly<Record<string, number>>;
    }
  /** The vector that was made for the question at `of`. */
  | { readonly kind: "vector"; readonly of: number; readonly vector: string }
  /** The file has been read to its end. */
  | { readonly kind: "end"; readonly reading: Reading };

/** What reading a file gave, besides the rows that are staged. */
export interface Reading {
  readonly rows: number;
  readonly failed: number;
  /** Questions that belong to neither part of the paper's split. */
  readonly leftOut: number;
  /** Questions whose tests are not all kept, and how many tests that leaves out; absent in what earlier versions wrote. */
  readonly shortened?: { readonly questions: number; readonly tests: number };
  /** The first rows that are not usable. */
  readonly bad: readonly PassedOver[];
}
