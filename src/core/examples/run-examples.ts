import * as v from "valibot";
import type { CodeResult, CodeSandbox, Language, TestedCode } from "../code-runner.ts";
import { type Example } from "./example.ts";
import type { FoundExamples } from "./find-examples.ts";
import { MARK, pythonTest } from "./python-examples.ts";
import { scriptTest } from "./script-examples.ts";

/** How one example went. */
export interface ExampleOutcome {
  readonly example: Example;
  readonly passed: boolean;
  /** The value that came out as the language writes it, or what went wrong; empty when a test passed. */
  readonly actual: string;
  /** Time of the call; null when it did not end. */
  readonly milliseconds: number | null;
}

/** A model's code that is run on examples. */
export interface RunnableCode {
  readonly language: Language;
  readonly code: string;
}

/** Timeout of all examples together, in milliseconds. */
const TIME_LIMIT_MS = 5_000;
/** Timeout of one example that is run alone, because not all of them ended together. */
const ALONE_LIMIT_MS = 2_000;

const toldSchema = v.pipe(v.string(), v.parseJson(), v.tuple([v.number(), v.boolean(), v.string(), v.number()]));

/** Returns the examples that can be run in a language. */
export function runnableIn(language: Language, { examples, main }: FoundExamples): readonly Example[] {
  return examples.filter(({ given, language: own }) => {
    if (given.kind === "arguments" && main === null) return false;
    if (given.kind === "session" || given.kind === "input") return language === "python";
    return own === null || (own === "python") === (language === "python");
  });
}

/**
 * Runs code on the examples of a question, in the sandbox: all calls and tests in one run, and those without a result
 * once more alone. A program gets each input in turn.
 *
 * @returns the outcomes of the examples that can be run in the code's language, in their order
 */
export async function runExamples(
  { language, code }: RunnableCode,
  found: FoundExamples,
  sandbox: CodeSandbox,
  signal: AbortSignal,
): Promise<ExampleOutcome[]> {
  const examples = runnableIn(language, found);
  const outcomes = new Map<number, ExampleOutcome>();
  const numbered = [...examples.entries()].filter(([, { given }]) => given.kind !== "input");
  const judge = async (some: readonly (readonly [number, Example])[], timeLimitMs: number): Promise<CodeResult> => {
    const result = await sandbox.judge(testedCode({ language, code }, found, some, timeLimitMs), signal);
    signal.throwIfAborted();
    for (const [at, outcome] of told(result.stdout, some)) outcomes.set(at, outcome);
    return result;
  };
  if (numbered.length > 0) {
    const whole = await judge(numbered, TIME_LIMIT_MS);
    const left = numbered.filter(([at]) => !outcomes.has(at));
    for (const [at, example] of left) {
      const { error, status } =
        left.length === 1 && numbered.length === 1 ? whole : await judge([[at, example]], ALONE_LIMIT_MS);
      if (!outcomes.has(at))
        outcomes.set(at, { example, passed: false, actual: lastLine(error) || status, milliseconds: null });
    }
  }
  return [...outcomes].toSorted(([a], [b]) => a - b).map(([, outcome]) => outcome);
}

function testedCode(
  { language, code }: RunnableCode,
  { main, imports }: FoundExamples,
  examples: readonly (readonly [number, Example])[],
  timeLimitMs: number,
): TestedCode {
  const isPython = language === "python";
  const test = (isPython ? pythonTest : scriptTest)(examples, main ?? "");
  const setup = isPython ? imports.join("\n") : "";
  const entry = main === null ? {} : { entryPoint: main };
  return { language, setup, solution: code, fixture: "", tests: [test], timeLimitMs, ...entry };
}

/** Reads what the tests printed. Only their interpreter prints there, never the code's. */
function told(
  printed: string,
  examples: readonly (readonly [number, Example])[],
): (readonly [number, ExampleOutcome])[] {
  const byNumber = new Map(examples);
  return printed.split("\n").flatMap((line) => {
    if (!line.startsWith(MARK)) return [];
    const read = v.safeParse(toldSchema, line.slice(MARK.length));
    const example = read.success ? byNumber.get(read.output[0]) : undefined;
    if (!read.success || example === undefined) return [];
    const [at, passed, actual, milliseconds] = read.output;
    return [[at, { example, passed, actual, milliseconds }] as const];
  });
}

function lastLine(error: string): string {
  const lines = error.trim().split("\n");
  return (lines.findLast((line) => /[\p{L}\d]/u.test(line) && !/^\s*at\s/u.test(line)) ?? "").trim().slice(0, 500);
}
