import type { BankRow, ModelName, WorldQuestion } from "./world.ts";

/** In which way the world is tabled. */
export interface Arrangement {
  /** K_drop of the settings. */
  readonly dropCount: number;
  /** Who merges code; `auto` for whoever merges the rest. */
  readonly codingAggregator: ModelName | "auto";
  /** Whether the aggregator compares the programs of Self-Consistency; else their likeness decides. */
  readonly universal: boolean;
  /** Whether the archive's published replies are imported. */
  readonly published: boolean;
  /** Whether the bank holds the keywords of the test questions; else the aggregator is asked for them. */
  readonly keywords: boolean;
}

/** K, n, N_sup_base and how many seeds Table 9 compares, in every arrangement. */
export const K = 3;
export const N = 4;
export const SUPPORT_BASE = 4;
export const SEEDS = 2;

/** The systems, as the paper's tables have them. */
export type System =
  | "smcs"
  | "symbolic-moe"
  | "mixture-of-agents"
  | "self-moa"
  | "self-consistency"
  | "majority-voting"
  | "simple-router"
  | "single";

/** One way to answer: what a row of a table stands for. */
export interface Setup {
  readonly system: System;
  readonly K: number;
  readonly dropCount: number;
  readonly n: number;
  readonly supportBase: number;
  readonly gamma: number;
  readonly limit: number;
  readonly edition: "first" | "later";
  /** Who may answer. */
  readonly pool: readonly ModelName[];
  /** The bank questions that are searched; none means that chance chooses the models. */
  readonly bank: (question: WorldQuestion) => readonly BankRow[];
  readonly aggregator: ModelName;
  readonly codingAggregator: ModelName;
  /** Whether the aggregator names the most consistent of several programs (universal self-consistency). */
  readonly universal: boolean;
  /** Whether a model has to name the question's keywords first. */
  readonly asksKeywords: boolean;
}

/** What models saw of one run: all that chance decided can be read from it. */
export interface Seen {
  /** Whoever was asked for an answer, as often as it was. */
  readonly answering: readonly ModelName[];
  /** Each request to merge: whose answers it showed, and how many choices it wanted. */
  readonly merges: readonly { readonly shown: readonly ModelName[]; readonly choices: number }[];
}

/** Throws an error where something does not fit the small world. */
export function expect(isSo: boolean, words: string): void {
  if (!isSo) throw new Error(`Not as the small world has it: ${words}.`);
}
