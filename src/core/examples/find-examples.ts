import { assertionsIn } from "./assertions.ts";
import { callsIn } from "./calls.ts";
import { type Example, givenText, type PlacedExample } from "./example.ts";
import { inputsAndOutputsIn } from "./inputs-and-outputs.ts";
import { sessionsIn } from "./sessions.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { tablesIn } from "./tables.ts";

/** Maximum number of examples of a question; further ones are left out. */
export const MOST_EXAMPLES = 20;
/** Maximum length of the part of a question that is searched, in characters. */
const MOST_READ = 40_000;

/** The ways in which people write examples. Where two of them find the same, the first is kept. */
const finders: readonly ((question: string, subject: Subject) => PlacedExample[])[] = [
  sessionsIn,
  assertionsIn,
  callsIn,
  tablesIn,
  inputsAndOutputsIn,
];

/** The examples of a question, and what is needed to run them. */
export interface FoundExamples {
  /** In the order of the question, each once. */
  readonly examples: readonly Example[];
  /** The name of the function that is asked for; null when the question gives none. */
  readonly main: string | null;
  /** Import statements of Python code in the question, which its solutions may rely on. */
  readonly imports: readonly string[];
}

/**
 * Finds the examples in a question that say what its code must return or print: sessions of Python's prompt, assertions,
 * calls with their results in code and prose, tables, and blocks of inputs and outputs. Reads only; takes time linear in
 * the question.
 */
export function findExamples(question: string): FoundExamples {
  const text = question.slice(0, MOST_READ).replaceAll("\r\n", "\n");
  const subject = subjectOf(text);
  const all = finders.flatMap((find) => find(text, subject));
  const seen = new Set<string>();
  const examples: Example[] = [];
  for (const { at: _, ...example } of all.toSorted((a, b) => a.at - b.at)) {
    const key = givenText(example).replaceAll(/\s/gu, "");
    if (seen.has(key)) continue;
    seen.add(key);
    examples.push(example);
  }
  const imports = text.match(/^[ \t]*(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+[\w.,* \t]+$/gmu) ?? [];
  return {
    examples: examples.slice(0, MOST_EXAMPLES),
    main: subject.main,
    imports: imports.map((line) => line.trim()),
  };
}
