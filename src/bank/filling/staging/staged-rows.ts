import type { PassedOver } from "../../../import-rows/index.ts";
import { fingerprint, looseFingerprint, sourceKey, stemFingerprints } from "../../../same-text/index.ts";
import type { BankQuestion } from "../../../core/question-bank/index.ts";
import type { Place } from "../../../storage/index.ts";

/** What is kept in memory of a staged row; the rest is read again when it is needed. */
export interface StagedRow {
  readonly place: Place;
  /** Null for outcomes. */
  readonly asked: AskedText | null;
}

/** What is kept of a question's text and its vector. */
export interface AskedText {
  readonly text: string;
  /** The same for texts that differ in white space only. */
  readonly looseText: string;
  readonly source: string;
  /** Whether it comes without a check. */
  readonly isOpen: boolean;
  /** Of a question without a check: the loose text of what it asks, where options may follow. */
  readonly stems: readonly string[];
  /** Space of the vector that came with it; null without one. */
  readonly space: string | null;
}

/** What a staging file holds, by question: enough to know what to read, never the rows themselves. */
export class StagedRows {
  /** In the order of the file. */
  readonly byQuestion = new Map<string, StagedRow[]>();
  /** The vectors that were made, by the offset of their question's line. */
  readonly vectors = new Map<number, Place>();
  /** The last row that is staged. */
  lastRow = 0;
  /** How many rows are staged. */
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

/** The last of the rows that is a question, or undefined: outcomes alone. */
export function lastQuestion(rows: readonly StagedRow[]): (StagedRow & { readonly asked: AskedText }) | undefined {
  return rows.findLast((row): row is StagedRow & { readonly asked: AskedText } => row.asked !== null);
}

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
