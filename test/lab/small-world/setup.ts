import type { BankRow, ModelName, WorldQuestion } from "./world.ts";

/** A way of tabling the world. */
export interface Arrangement {
  /** K_drop of the settings. */
  readonly dropCount: number;
  /** The model that merges code; `auto` for the one that merges the rest. */
  readonly codingAggregator: ModelName | "auto";
  /** Whether the aggregator compares the programs of Self-Consistency; otherwise their likeness decides. */
  readonly universal: boolean;
  /** Whether the archive's published replies are imported. */
  readonly published: boolean;
  /** Whether the bank holds the keywords of the test questions; otherwise the aggregator is asked for them. */
  readonly keywords: boolean;
}

/** K, n, N_sup_base and the number of seeds that Table 9 compares, in every arrangement. */
export const K = 3;
export const N = 4;
export const SUPPORT_BASE = 4;
export const SEEDS = 2;

/** The systems, as in the paper's tables. */
export type System =
  | "smcs"
  | "symbolic-moe"
  | "mixture-of-agents"
  | "self-moa"
  | "self-consistency"
  | "majority-voting"
  | "simple-router"
  | "single";

/** One way to answer, which a row of a table represents. */
export interface Setup {
  readonly system: System;
  readonly K: number;
  readonly dropCount: number;
  readonly n: number;
  readonly supportBase: number;
  readonly gamma: number;
  readonly limit: number;
  readonly edition: "first" | "later";
  /** The models that may answer. */
  readonly pool: readonly ModelName[];
  /** The bank questions that are searched; without any, chance chooses the models. */
  readonly bank: (question: WorldQuestion) => readonly BankRow[];
  readonly aggregator: ModelName;
  readonly codingAggregator: ModelName;
  /** Whether the aggregator names the most consistent of several programs (universal self-consistency). */
  readonly universal: boolean;
  /** Whether a model has to name the question's keywords first. */
  readonly asksKeywords: boolean;
}

/** What models saw of one run, which contains all results of chance. */
export interface Seen {
  /** The models that were asked for an answer, once for each time. */
  readonly answering: readonly ModelName[];
  /** The requests to merge: whose answers each showed, and how many choices it wanted. */
  readonly merges: readonly { readonly shown: readonly ModelName[]; readonly choices: number }[];
}

/** Throws an error if something does not fit the small world. */
export function expect(isSo: boolean, words: string): void {
  if (!isSo) throw new Error(`Not as the small world has it: ${words}.`);
}
