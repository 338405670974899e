import { type CodeTask, codeTasks, type ContextKind, type Manner, wayNames, ways } from "../../src/protocol/index.ts";
import { presetNames, presets } from "../../src/core/parameters.ts";
import { systemNames } from "../../src/core/system-names.ts";
import { strings } from "./strings.ts";

/** The effect of choosing a suggestion. */
export type SuggestedAction =
  /** Writes the question of a task into the box, and attaches the task's code. */
  | { readonly task: CodeTask; readonly question: string }
  | { readonly manner: Manner }
  | { readonly context: ContextKind };

/** A word that the user can type in the question box instead of using a command. */
export interface Suggestion {
  /** The word with its sign: `/` says how a question is answered, `#` what is attached to it. */
  readonly word: string;
  readonly means: string;
  readonly action: SuggestedAction;
}

/** All suggestions; every choice for a single question needs a line here. */
const suggestions: readonly Suggestion[] = [
  ...codeTasks.map((task) => ({
    word: `/${task === "document" ? "doc" : task}`,
    means: strings.taskMeans(strings.tasks[task]),
    action: { task, question: strings.tasks[task] },
  })),
  ...wayNames.map((way) => ({
    word: `/${way}`,
    means: strings.wayMeans[way],
    action: { manner: ways[way] },
  })),
  ...presetNames.map((preset) => ({
    word: `/${preset}`,
    means: strings.presetMeans(presets[preset]),
    action: { manner: { preset } },
  })),
  ...systemNames.map((system) => ({
    word: `/${system}`,
    means: `${strings.systems[system]}: ${strings.systemMeans[system]}`,
    action: { manner: { system } },
  })),
  { word: "#selection", means: strings.attachSelection, action: { context: "selection" } },
  { word: "#file", means: strings.attachFile, action: { context: "file" } },
  { word: "#files", means: strings.attachFiles, action: { context: "files" } },
  { word: "#folder", means: strings.attachFolder, action: { context: "folder" } },
  { word: "#symbol", means: strings.attachSymbol, action: { context: "symbol" } },
  { word: "#changes", means: strings.attachChanges, action: { context: "changes" } },
  { word: "#editors", means: strings.attachEditors, action: { context: "editors" } },
  { word: "#search", means: strings.attachSearch, action: { context: "search" } },
  { word: "#problems", means: strings.attachProblems, action: { context: "problems" } },
  { word: "#terminal", means: strings.attachTerminal, action: { context: "terminal" } },
];

/** Suggestions for the word before the cursor. */
interface Suggested {
  /** The beginning of the word that a choice removes; the word ends at the cursor. */
  readonly from: number;
  readonly lines: readonly Suggestion[];
}

/**
 * Returns the suggestions for the word before the cursor; null if the word has no sign, or no suggestion begins with
 * it.
 */
export function suggestedAt(text: string, cursor: number): Suggested | null {
  const word = /^\/[\w-]*$|(?<=^|\s)#\w*$/.exec(text.slice(0, cursor))?.[0];
  if (word === undefined) return null;
  const lines = suggestions.filter((one) => one.word.startsWith(word.toLowerCase()));
  return lines.length === 0 ? null : { from: cursor - word.length, lines };
}

/** A completely typed suggestion, and the range of its word with the space behind it. */
interface TypedOut {
  readonly from: number;
  readonly to: number;
  readonly line: Suggestion;
}

/**
 * Returns the completely typed suggestion before the cursor; null for none. A pasted question may follow its `/` word.
 */
export function typedOut(text: string, cursor: number): TypedOut | null {
  const found = /^\/[\w-]+(?=\s)|(?<=^|\s)#\w+(?=\s$)/.exec(text.slice(0, cursor));
  const line = suggestions.find((one) => one.word === found?.[0].toLowerCase());
  if (found === null || line === undefined) return null;
  return { from: found.index, to: found.index + line.word.length + 1, line };
}

/**
 * Returns the text of the box after a suggestion is chosen: without its word, and with a task's question before the
 * rest.
 */
export function writtenAs({ action }: Suggestion, text: string, from: number, cursor: number): string {
  const rest = text.slice(0, from) + text.slice(cursor);
  if (!("task" in action)) return rest;
  return rest.trim() === "" ? `${action.question} ` : `${action.question}: ${rest.trimStart()}`;
}
