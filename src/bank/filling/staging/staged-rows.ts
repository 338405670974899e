import type { PassedOver } from "../../../import-rows/index.ts";
import { fingerprint, looseFingerprint, sourceKey, stemFingerprints } from "../../../same-text/index.ts";
import type { BankQuestion } from "../../../core/question-bank/index.ts";
import type { Place } from "../../../storage/index.ts";

/** The part of a staged row that stays in memory; the rest is read again when it is needed. */
export interface StagedRow {
  readonly place: Place;
  /** Null for outcomes. */
  readonly asked: AskedText | null;
}

/** The text of a question, as far as it stays in memory, and the space of its vector. */
export interface AskedText {
  readonly text: string;
  /** Equal for texts that differ only in white space. */
  readonly looseText: string;
  readonly source: string;
  /** Whether the row has no check. */
  readonly isOpen: boolean;
  /** For a question without a check: the loose text of each beginning that options may follow. */
  readonly stems: readonly string[];
  /** Space of the row's own vector; null without a vector. */
  readonly space: string | null;
}

/** Index of a staging file by question: the places of the rows, never the rows themselves. */
export class StagedRows {
  /** In the order of the file. */
  readonly byQuestion = new Map<string, StagedRow[]>();
  /** The vectors made during the import, by the offset of their question's line. */
  readonly vectors = new Map<number, Place>();
  /** Number of the last staged row. */
  lastRow = 0;
  /** Count of staged rows. */
  count = 0;
  /** Not null once the file has been read to its end. */
  reading: Reading | null = null;

  add(record: StagedRecord, place: Place): void {
    if (record.kind === "end") this.reading = record.reading;
    else if (record.kind === "vector") this.vectors.set(record.of, place);
    else {
      this.lastRow = record.row;
      this.count += 1;
      if (record.kind === "capability") this.put(record.questionId, { place, asked: null });
      else {
        const { id, question, source, task } = record.question;
        const isOpen = task.kind === "open";
        this.put(id, {
          place,
          asked: {
            text: fingerprint(question),
            looseText: looseFingerprint(question),
            source: sourceKey(source),
            isOpen,
            stems: isOpen ? stemFingerprints(question) : [],
            space: record.space ?? null,
          },
        });
      }
    }
  }

  private put(id: string, row: StagedRow): void {
    const rows = this.byQuestion.get(id);
    if (rows === undefined) this.byQuestion.set(id, [row]);
    else rows.push(row);
  }
}

/** Returns the last row that is a question, or undefined when all rows are outcomes. */
export function lastQuestion(rows: readonly StagedRow[]): (StagedRow & { readonly asked: AskedText }) | undefined {
  return rows.findLast((row): row is StagedRow & { readonly asked: AskedText } => row.asked !== null);
}

/** One line of a staging file. Vectors are base64 of float32, norm 1. */
export type StagedRecord =
  | {
      readonly kind: "question";
      /** Row number in the file, starting with 1; rows that are not kept count too. */
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

/** What reading a file found, besides the staged rows. */
export interface Reading {
  readonly rows: number;
  readonly failed: number;
  /** Questions that belong to neither part of the paper's split. */
  readonly leftOut: number;
  /** Questions of which some tests are left out, and how many tests that is; absent in files of earlier versions. */
  readonly shortened?: { readonly questions: number; readonly tests: number };
  /** The first unusable rows. */
  readonly bad: readonly PassedOver[];
}
