import type { Language } from "../code-runner.ts";
import type { TaskOf } from "../tasks/index.ts";
import { type Example, givenText } from "./example.ts";
import type { FoundExamples } from "./find-examples.ts";
import { codeToRun } from "./reply-code.ts";
import { runnableIn } from "./run-examples.ts";
import { valueAt } from "./values.ts";

/** Python's part of a test that waits for the result of a call, if the function may be asynchronous. */
const RESOLVED = [
  "import asyncio, inspect",
  "async def smcs_resolved(value):",
  "    return await value if inspect.isawaitable(value) else value",
].join("\n");

/** Compares a number as a reader would: up to its last digits. */
const near = (actual: string, expected: string, [abs, max]: readonly [string, string]): string =>
  `${abs}((${actual}) - (${expected})) <= 1e-6 * ${max}(1e-3, ${abs}(${expected}))`;

/**
 * Returns the check of a bank question that passes what passes all examples: each is one test, or one input of a program.
 * Returns null when it cannot be told in which language, or when an example cannot be a test of its own: printed output
 * of a session, or arguments without a function's name.
 *
 * @param reply in whose language the check is
 */
export function taskOfExamples(found: FoundExamples, reply: string): TaskOf<"code-tests"> | null {
  const language = codeToRun(reply, found)?.language ?? null;
  if (language === null) return null;
  const examples = runnableIn(language, found);
  const programs = examples.flatMap(({ given, expected }) =>
    given.kind === "input" ? [{ input: given.text, output: expected ?? "" }] : [],
  );
  const tests = examples.flatMap((example) => (example.given.kind === "input" ? [] : testOf(example, language, found)));
  if (examples.length === 0 || programs.length + tests.length < examples.length) return null;
  const tried = found.imports.map((statement) => `try:\n    ${statement}\nexcept Exception:\n    pass`);
  return {
    kind: "code-tests",
    language,
    ...(found.main !== null && tests.length > 0 && { entryPoint: found.main }),
    ...(language === "python" && tried.length > 0 && { setup: tried.join("\n") }),
    ...(tests.length > 0 && { tests: [...new Set(tests)] }),
    ...(programs.length > 0 && { stdio: programs }),
  };
}

/** Returns the test that an example is; none when it cannot be one. */
function testOf(example: Example, language: Language, { main, isAsync }: FoundExamples): string[] {
  const { given, expected } = example;
  if (given.kind === "test") return [given.code];
  if (expected === null || valueAt(expected, 0)?.end !== expected.length) return [];
  const call = given.kind === "arguments" ? calledWith(given.list, main) : given.kind === "input" ? null : given.call;
  if (call === null) return [];
  const before = given.kind === "session" && given.before !== "" ? `${given.before}\n` : "";
  const isFraction = /^-?\d*\.\d+(?:[eE][-+]?\d+)?$/u.test(expected);
  if (language !== "python") {
    const value = isAsync && !call.startsWith("await ") ? `await ${call}` : call;
    const holds = isFraction
      ? `assert.ok(${near(value, expected, ["Math.abs", "Math.max"])});`
      : `assert.deepStrictEqual(${value}, ${inScript(expected)});`;
    return [before + holds];
  }
  const bare = call.replace(/^await\s+/u, "");
  const isAwaited = isAsync || bare !== call;
  const value = isAwaited ? `asyncio.run(smcs_resolved(${bare}))` : call;
  const holds = isFraction ? near(value, expected, ["abs", "max"]) : `(${value}) == (${inPython(expected)})`;
  return [`${isAwaited ? `${RESOLVED}\n` : ""}${before}assert ${holds}, ${JSON.stringify(givenText(example))}`];
}

/** Returns the call with arguments in their order; null without a function's name. */
function calledWith(list: readonly { readonly value: string }[], main: string | null): string | null {
  return main === null ? null : `${main}(${list.map(({ value }) => value).join(", ")})`;
}

/** Returns a value of either language in Python. */
function inPython(value: string): string {
  const words: Readonly<Record<string, string>> = { true: "True", false: "False", null: "None" };
  return withWords(value, words);
}

/** Returns a value of either language in JavaScript. */
function inScript(value: string): string {
  const words: Readonly<Record<string, string>> = { True: "true", False: "false", None: "null" };
  return withWords(value, words);
}

function withWords(value: string, words: Readonly<Record<string, string>>): string {
  return value.replaceAll(/"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|[A-Za-z_]\w*/gu, (word) => words[word] ?? word);
}
