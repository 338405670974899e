import type { OwnPrompt } from "./own-prompts.ts";

/** What a report says of the benchmark as a whole. */
export interface About {
  readonly title: string;
  /** The day, as people read it: 2026-03-01. */
  readonly when: string;
  /** Names of the models, those that are only compared with included. */
  readonly models: readonly string[];
  /** How many test questions were asked. */
  readonly questions: number;
  /** In words: how large the bank is, and where it is from. */
  readonly bank: string;
  /** The embedding space. */
  readonly embedder: string;
  /** Whether any model is simulated: then every table and every picture says so. */
  readonly simulated: boolean;
  /** How many replies the figures follow from, of earlier runs too. */
  readonly requests: number;
  /** What these cost when they were made; null when unknown. */
  readonly costUsd: number | null;
  /** Prompts of the user's own; all others are SMCS's. */
  readonly prompts: readonly OwnPrompt[];
  /** What a reader must know of all tables, in sentences. */
  readonly notes: readonly string[];
}
