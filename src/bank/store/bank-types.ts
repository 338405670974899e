import type { BankEntry } from "../../core/packed-bank/index.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";

/** What is known of a model on a question. */
export type Outcome = BankQuestion["capability"][string];

/** One change of a bank, as stored in the journal. */
export type BankChange =
  /** Adds a question that is not in the bank. */
  | { readonly kind: "add"; readonly entry: BankEntry }
  /** Sets outcomes of a question of the bank; null removes an outcome. */
  | {
      readonly kind: "outcomes";
      readonly id: string;
      readonly capability: Readonly<Record<string, Outcome | null>>;
    }
  /** Replaces the keywords of a question of the bank. */
  | { readonly kind: "skills"; readonly id: string; readonly skills: readonly string[] }
  /** Removes a question. */
  | { readonly kind: "remove"; readonly id: string };

/** One vectra index of a generation. */
export interface IndexPart {
  /** Folder within the generation's folder, which vectra opens. */
  readonly name: string;
  readonly entries: number;
  readonly bytes: number;
  /** SHA-256 of its index.pb, hexadecimal. */
  readonly sha256: string;
}

/** What the writer of a generation recorded about it. */
export interface Manifest {
  readonly format: 1;
  readonly generation: number;
  /** Embedding space of all entries; empty without entries. */
  readonly space: string;
  /** d; 0 without entries. */
  readonly dimension: number;
  readonly entries: number;
  readonly parts: readonly IndexPart[];
  /** SHA-256 over the parts' hashes: with the generation, the key of the side file. */
  readonly contentHash: string;
}

/** Identifies a state of a bank, so that two states can be compared without reading them. */
export interface BankVersion {
  readonly generation: number;
  readonly contentHash: string;
  readonly journalBytes: number;
}

/** One consistent state of a bank on disk. */
export interface BankState {
  /** Folder of the generation. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** The journal's changes after the index, in order. */
  readonly changes: readonly BankChange[];
  readonly version: BankVersion;
  /**
   * What was lost to damage, in sentences; empty for an undamaged bank. Damage inside an index is found only when its
   * entries are read, and is added here then.
   */
  readonly losses: string[];
}

/** Entries of a whole bank. */
export interface NewContent {
  readonly space: string;
  readonly entries: AsyncIterable<BankEntry> | Iterable<BankEntry>;
}
