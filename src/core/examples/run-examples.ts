import * as v from "valibot";
import type { CodeResult, CodeSandbox, Language } from "../code-runner.ts";
import { sameOutput } from "../tasks/index.ts";
import { entryOf } from "./entry.ts";
import type { Example } from "./example.ts";
import type { FoundExamples } from "./find-examples.ts";
import { MARK, pythonTest } from "./python-examples.ts";
import { mentions } from "./test-files.ts";
import { scriptTest } from "./script-examples.ts";

/** How one example went. */
export interface ExampleOutcome {
  readonly example: Example;
  readonly passed: boolean;
  /** The value that came out as the language writes it, or what went wrong; empty when a test passed. */
  readonly actual: string;
  /** Time of the call; null when it did not end, and for programs. */
  readonly milliseconds: number | null;
}

/** A model's code that is run on examples. */
export interface RunnableCode {
  readonly language: Language;
  readonly code: string;
}

/** Timeout of all examples together, in milliseconds. */
const TIME_LIMIT_MS = 3_000;
/** Timeout of one example that is run alone, because not all of them ended together, and of one input of a program. */
const ALONE_LIMIT_MS = 1_000;
/** Number of examples that may end the code, or reach their timeout; further ones are not run. */
const MOST_STOPS = 3;

/** What went wrong when a program ended itself without an error. */
const ENDED = "The code ended the program.";

const toldSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.tuple([v.number(), v.nullable(v.boolean()), v.string(), v.number()]),
);

/** Examples with their numbers, and how those went that are known. */
type Numbered = readonly (readonly [number, Example])[];
type Outcomes = Map<number, ExampleOutcome | null>;

/** Runs examples on a model's code, and resolves with the sandbox's result. */
type Judge = (examples: Numbered, timeLimitMs: number) => Promise<CodeResult>;

/** Returns the examples that can be run in a language. Programs are run in Python only: the sandbox gives no other input. */
export function runnableIn(language: Language, { examples }: FoundExamples): readonly Example[] {
  return examples.filter(({ given, language: own }) => {
    if (given.kind === "input") return language === "python";
    return own === null || (own === "python") === (language === "python");
  });
}

/**
 * Runs code on the examples of a question, in the sandbox: all calls and tests in one run, and each once more alone when
 * that run did not come to its end. A program gets each input in turn.
 *
 * @returns the outcomes of the examples that can be run in the code's language, in their order
 */
export async function runExamples(
  code: RunnableCode,
  found: FoundExamples,
  sandbox: CodeSandbox,
  signal: AbortSignal,
): Promise<ExampleOutcome[]> {
  const able = runnableIn(code.language, found).filter(({ needs = [] }) =>
    needs.every((name) => name === found.main || mentions(code.code, name)),
  );
  const all = [...able.entries()];
  const outcomes: Outcomes = new Map();
  const judge = judgeOf(code, found, sandbox, signal);
  const [inputs, others] = [true, false].map((wanted) =>
    all.filter(([, { given }]) => (given.kind === "input") === wanted),
  );
  await judgeAll(others ?? [], judge, outcomes);
  await runProgram(code.code, inputs ?? [], { sandbox, signal }, outcomes);
  return [...outcomes].toSorted(([a], [b]) => a - b).flatMap(([, outcome]) => outcome ?? []);
}

function judgeOf(
  { language, code }: RunnableCode,
  { main, imports, isAsync }: FoundExamples,
  sandbox: CodeSandbox,
  signal: AbortSignal,
): Judge {
  const isPython = language === "python";
  const { name, fixture } = entryOf(code, language, main);
  // An import that the sandbox lacks must not keep the code from being loaded.
  const tried = imports.map((statement) => `try:\n    ${statement}\nexcept Exception:\n    pass`);
  const shared = { language, setup: isPython ? tried.join("\n") : "", solution: code, fixture, entryPoint: name };
  return async (examples, timeLimitMs) => {
    const tests = [(isPython ? pythonTest : scriptTest)(examples, { main: name, isAsync })];
    const result = await sandbox.judge({ ...shared, tests, timeLimitMs }, signal);
    signal.throwIfAborted();
    return result;
  };
}

/** Runs calls and tests. Nothing is known of a run that did not come to its end, so each of its examples is run alone. */
async function judgeAll(examples: Numbered, judge: Judge, outcomes: Outcomes): Promise<void> {
  if (examples.length === 0) return;
  const whole = await judge(examples, TIME_LIMIT_MS);
  readTold(whole, examples, outcomes);
  const left = examples.filter(([at]) => !outcomes.has(at));
  if (left.length === 0) return;
  // Without an example, the run ends well if the code itself does.
  const loaded = whole.status === "error" ? await judge([], ALONE_LIMIT_MS) : null;
  let stops = loaded === null || loaded.status === "finished" ? 0 : MOST_STOPS;
  let last = loaded ?? whole;
  for (const [at, example] of left) {
    if (stops < MOST_STOPS && examples.length > 1) {
      last = await judge([[at, example]], ALONE_LIMIT_MS);
      readTold(last, [[at, example]], outcomes);
    }
    if (outcomes.has(at)) continue;
    stops += 1;
    outcomes.set(at, { example, passed: false, actual: reasonOf(last), milliseconds: null });
  }
}

/** Runs a program on each input. After an input that ends the program, the others get a new one. */
async function runProgram(
  solution: string,
  examples: Numbered,
  { sandbox, signal }: { readonly sandbox: CodeSandbox; readonly signal: AbortSignal },
  outcomes: Outcomes,
): Promise<void> {
  let left = examples;
  let reason = "";
  for (let stops = 0; stops < MOST_STOPS && left.length > 0; stops += 1) {
    const inputs = left.map(([, { given }]) => (given.kind === "input" ? given.text : ""));
    const limits = { timeLimitMs: ALONE_LIMIT_MS, allLimitMs: TIME_LIMIT_MS };
    reason = ENDED;
    let done = 0;
    for await (const result of sandbox.outputs({ setup: "", solution, calls: null, inputs, ...limits }, signal)) {
      const [at, example] = left[done] ?? [];
      if (at === undefined || example === undefined) break;
      const passed = result.status === "finished" && sameOutput(example.expected ?? "", result.stdout);
      if (result.status !== "finished") reason = reasonOf(result);
      const actual = result.status === "finished" ? result.stdout.trim().slice(0, 2_000) : reason;
      outcomes.set(at, { example, passed, actual, milliseconds: null });
      done += 1;
    }
    signal.throwIfAborted();
    // Without a result, the program ended itself.
    const [stopped] = done === 0 ? left : [];
    if (stopped !== undefined)
      outcomes.set(stopped[0], { example: stopped[1], passed: false, actual: reason, milliseconds: null });
    left = left.slice(Math.max(done, 1));
  }
  for (const [at, example] of left) outcomes.set(at, { example, passed: false, actual: reason, milliseconds: null });
}

/**
 * Reads what the tests told in a run that came to its end without a failed assertion that nobody saw. An example that is
 * no code of the language has no outcome.
 */
function readTold({ status, stdout }: CodeResult, examples: Numbered, outcomes: Outcomes): void {
  if (status !== "finished") return;
  const byNumber = new Map(examples);
  for (const line of stdout.split("\n")) {
    const told = v.safeParse(toldSchema, line.startsWith(MARK) ? line.slice(MARK.length) : "");
    const example = told.success ? byNumber.get(told.output[0]) : undefined;
    if (!told.success || example === undefined) continue;
    const [at, passed, actual, milliseconds] = told.output;
    outcomes.set(at, passed === null ? null : { example, passed, actual, milliseconds });
  }
}

/** Returns the line that says what went wrong: the last one with words, but for those of a stack. */
function reasonOf({ error, status }: CodeResult): string {
  const lines = error.trim().split("\n");
  const line = lines.findLast((one) => /[\p{L}\d]/u.test(one) && !/^\s*at\s/u.test(one)) ?? "";
  return line.trim().slice(0, 500) || (status === "error" ? ENDED : status);
}
