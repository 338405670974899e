import type { BankEntry } from "../../core/packed-bank/index.ts";
import type { BankQuestion } from "../../core/question-bank/index.ts";

/** What is known of a model on a question. */
export type Outcome = BankQuestion["capability"][string];

/** One change of a bank, as the journal keeps it. */
export type BankChange =
  /** A question that the bank does not have yet. */
  | { readonly kind: "add"; readonly entry: BankEntry }
  /** Outcomes of a question that it has; null forgets what was known. */
  | {
      readonly kind: "outcomes";
      readonly id: string;
      readonly capability: Readonly<Record<string, Outcome | null>>;
    }
  /** Keywords of a question that it has, in place of those that it had. */
  | { readonly kind: "skills"; readonly id: string; readonly skills: readonly string[] }
  /** Takes a question out again. */
  | { readonly kind: "remove"; readonly id: string };

/** One vectra index of a generation. */
export interface IndexPart {
  /** Folder within the generation's, which vectra opens. */
  readonly name: string;
  readonly entries: number;
  readonly bytes: number;
  /** SHA-256 of its index.pb, hexadecimal. */
  readonly sha256: string;
}

/** What the writer of a generation recorded with it. */
export interface Manifest {
  readonly format: 1;
  readonly generation: number;
  /** Embedding space of all entries; empty while there is none. */
  readonly space: string;
  /** d; 0 while there is no entry. */
  readonly dimension: number;
  readonly entries: number;
  readonly parts: readonly IndexPart[];
  /** SHA-256 over the parts' hashes: what the side file is keyed by, with the generation. */
  readonly contentHash: string;
}

/** Tells two states of a bank apart without reading them. */
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
  /** What the journal holds beyond the index, in order. */
  readonly changes: readonly BankChange[];
  readonly version: BankVersion;
  /**
   * What was lost to damage, in sentences; empty for a sound bank. Damage inside an index shows only when its entries are
   * read, and is added here then.
   */
  readonly losses: string[];
}

/** Entries that make a whole bank. */
export interface NewContent {
  readonly space: string;
  readonly entries: AsyncIterable<BankEntry> | Iterable<BankEntry>;
}
