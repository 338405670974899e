import type { PromptTemplate, PromptTemplates, TaskTemplates } from "../../../core/prompts/index.ts";

/** Facts about the benchmark as a whole, for a report. */
export interface About {
  readonly title: string;
  /** The date as people read it: 2026-03-01. */
  readonly when: string;
  /** Names of the models, including those that are only compared with. */
  readonly models: readonly string[];
  /** Number of test questions that were asked. */
  readonly questions: number;
  /** In words: the size of the bank, and its origin. */
  readonly bank: string;
  /** The embedding space. */
  readonly embedder: string;
  /** Whether any model is simulated; if so, every table and every picture says so. */
  readonly simulated: boolean;
  /** Number of replies behind the figures, including those of earlier runs. */
  readonly requests: number;
  /** Their cost in US dollars when they were made; null when unknown. */
  readonly costUsd: number | null;
  /** The user's prompts; all others are SMCS's. */
  readonly prompts: readonly OwnPrompt[];
  /** Notes on all tables for readers, in sentences. */
  readonly notes: readonly string[];
}

/** A prompt of the user's own, in the form that a report shows. */
export interface OwnPrompt {
  /** The purpose of the prompt. */
  readonly name: string;
  /** Its texts, with the places in them. */
  readonly texts: readonly { readonly name: string; readonly text: string }[];
}

/** Returns the user's prompts that a benchmark may use: those of tasks, and those that show references. */
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
