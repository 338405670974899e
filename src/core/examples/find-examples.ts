import { assertionsIn } from "./assertions.ts";
import { callsIn } from "./calls.ts";
import { type Example, givenText, type PlacedExample } from "./example.ts";
import { expectationsIn, inputsAndOutputsIn } from "./inputs-and-outputs.ts";
import { scriptsIn } from "./scripts.ts";
import { sentencesIn } from "./sentences.ts";
import { sessionsIn } from "./sessions.ts";
import { type Subject, subjectOf } from "./subject.ts";
import { tablesIn } from "./tables.ts";
import { testRowsIn } from "./test-rows.ts";

/** Maximum number of examples of a question; further ones are left out. */
export const MOST_EXAMPLES = 20;
/** Maximum length of the part of a question that is searched, in characters. */
const MOST_READ = 40_000;
/** Patterns may try each of the blanks in a row, so there are never more. */
const LONGEST_BLANKS = " ".repeat(80);
const LONG_BLANKS = /[ \t]{80,}/gu;

/**
 * The ways in which people write examples. Where two of them find the same, what the question demands is kept, else the
 * first.
 */
const finders: readonly ((question: string, subject: Subject) => PlacedExample[])[] = [
  sessionsIn,
  assertionsIn,
  testRowsIn,
  callsIn,
  scriptsIn,
  tablesIn,
  inputsAndOutputsIn,
  expectationsIn,
  sentencesIn,
];

/** The examples of a question, and what is needed to run them. */
export interface FoundExamples {
  /** In the order of the question, each once. */
  readonly examples: readonly Example[];
  /** The name of the function that is asked for; null when the question gives none. */
  readonly main: string | null;
  /** Import statements of Python code in the question, which its solutions may rely on. */
  readonly imports: readonly string[];
  /** Whether the function may return a promise, or a coroutine of Python, for its result. */
  readonly isAsync: boolean;
}

/**
 * Finds the examples in a question that say what its code must return or print: sessions of Python's prompt, assertions,
 * calls with their results in code and prose, tables, and blocks of inputs and outputs. Reads only; takes time linear in
 * the question.
 */
export function findExamples(question: string): FoundExamples {
  const text = question.slice(0, MOST_READ).replaceAll("\r\n", "\n").replaceAll(LONG_BLANKS, LONGEST_BLANKS);
  const subject = subjectOf(text);
  const found = finders.flatMap((find) => find(text, subject));
  // A program has no functions that the question could speak of: "f(3) = 4" defines something.
  const isProgram = !subject.hasCode && found.some(({ given }) => given.kind === "input");
  const all = found.filter(({ given }) => (isProgram ? given.kind === "input" : isPossible(given, subject)));
  const kept = new Map<string, PlacedExample>();
  for (const example of all.toSorted((a, b) => a.at - b.at)) {
    const key = withoutBlanks(givenText(example));
    const known = kept.get(key);
    if (known === undefined) kept.set(key, example);
    else if (known.isDemanded === false && example.isDemanded !== false) kept.set(key, { ...example, at: known.at });
  }
  const examples = [...kept.values()].slice(0, MOST_EXAMPLES);
  return {
    examples: examples.map(({ given, expected, language }) => ({ given, expected, language })),
    main: subject.main,
    imports: subject.imports,
    isAsync: subject.isAsync,
  };
}

/** Returns whether arguments are as many as the function takes, if its parameters are known. */
function isPossible(given: Example["given"], { parameters, required }: Subject): boolean {
  if (given.kind !== "arguments" || parameters.length === 0) return true;
  return given.list.length >= required && given.list.length <= parameters.length;
}

/** Returns code without white space, but for that of texts in quotes. */
export function withoutBlanks(code: string): string {
  return code.replaceAll(/("(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*')|\s+/gu, "$1");
}
