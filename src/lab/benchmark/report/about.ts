import type { PromptTemplate, PromptTemplates, TaskTemplates } from "../../../core/prompts/index.ts";

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

/** A prompt of the user's own, as a report shows it. */
export interface OwnPrompt {
  /** What it is for. */
  readonly name: string;
  /** Its texts, with the places in them. */
  readonly texts: readonly { readonly name: string; readonly text: string }[];
}

/** Returns the prompts of the user's own that a benchmark may pose: those of tasks, and those that show references. */
export function ownPrompts({ tasks = {}, dataSets = {}, aggregation, comparison }: PromptTemplates): OwnPrompt[] {
  const others = Object.keys(dataSets).length === 0 ? "all data sets" : "all other data sets";
  return [
    ...Object.entries(dataSets).flatMap(([name, templates]) => ofTasks(name, templates)),
    ...ofTasks(others, tasks),
    ...(aggregation === undefined ? [] : [ownPrompt("merging", aggregation)]),
    ...(comparison === undefined ? [] : [ownPrompt("comparing", comparison)]),
  ];
}

function ofTasks(dataSet: string, templates: TaskTemplates): OwnPrompt[] {
  return Object.entries(templates).map(([kind, template]) => ownPrompt(`${dataSet} (${kind})`, template));
}

function ownPrompt(name: string, { system, user, ...parts }: PromptTemplate): OwnPrompt {
  const texts = { system: system ?? "(none)", user, ...parts };
  return { name, texts: Object.entries(texts).map(([part, text]) => ({ name: part, text })) };
}
