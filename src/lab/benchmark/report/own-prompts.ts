import type { PromptTemplate, PromptTemplates, TaskTemplates } from "../../../core/prompts/index.ts";

/** A prompt of the user's own, as a report shows it. */
export interface OwnPrompt {
  /** What it is for. */
  readonly name: string;
  /** Its texts, with the places in them. */
  readonly texts: readonly { readonly name: string; readonly text: string }[];
}

/** The prompts of the user's own that a benchmark may pose: those of tasks, and those that show references. */
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
