import type { CodeSandbox, Language } from "../code-runner.ts";
import { fencedBlocks } from "../reading/index.ts";
import { codeInReply, type TaskOf } from "../tasks/index.ts";
import { definedIn } from "./entry.ts";
import { givenText } from "./example.ts";
import type { FoundExamples } from "./find-examples.ts";
import { type ExampleOutcome, type RunnableCode, runExamples, runnableIn } from "./run-examples.ts";

const LANGUAGES: Readonly<Record<string, Language>> = {
  ...Object.fromEntries(["python", "py", "python3", "py3"].map((tag) => [tag, "python"])),
  ...Object.fromEntries(["javascript", "js", "mjs", "cjs", "node", "jsx"].map((tag) => [tag, "javascript"])),
  ...Object.fromEntries(["typescript", "ts", "mts", "tsx"].map((tag) => [tag, "typescript"])),
};
const PYTHON =
  /^[ \t]*(?:(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(|class[ \t]+\w+[^{\n]*:|from[ \t]+[\w.]+[ \t]+import\b|import[ \t]+\w+[ \t]*$)/mu;
const SCRIPT = /\b(?:function\b|const[ \t]+\w+[ \t]*=|let[ \t]+\w+[ \t]*=|export[ \t]+)|=>/u;

/** Returns the code of a reply that the examples are about; null when it has none in a language that can be run. */
export function codeToRun(reply: string, found: FoundExamples): RunnableCode | null {
  const language = languageOf(reply, found);
  const examples = language === null ? [] : runnableIn(language, found);
  if (language === null || examples.length === 0) return null;
  const codeFor = (tests: readonly string[]): string | null => {
    const task: TaskOf<"code-tests"> = { kind: "code-tests", language, tests: [...tests] };
    return codeInReply(task, reply);
  };
  // Names of arguments are no names of the code.
  const calls = examples.filter(({ given }) => given.kind !== "arguments" && given.kind !== "input");
  const asked = [`${found.main ?? ""}()`, ...calls.map((example) => givenText(example))];
  const code = codeFor(asked);
  const isAsked = definedIn(code ?? "", language).some((name) => asked.join("\n").includes(`${name}(`));
  const isProgram = examples.every(({ given }) => given.kind === "input");
  // Under a name that the question does not give, the last block of a reply may only use the function.
  const others = isAsked || isProgram ? [] : definedIn(reply, language);
  const chosen = others.length === 0 ? code : codeFor(others.map((name) => `${name}()`));
  return chosen === null ? null : { language, code: chosen };
}

/**
 * Returns a function that runs the code of replies on examples, and resolves with the outcomes; null for a reply without
 * code that can be run on them. Equal code is run once.
 */
export function replyRunner(
  found: FoundExamples,
  sandbox: CodeSandbox,
  signal: AbortSignal,
): (reply: string) => Promise<readonly ExampleOutcome[] | null> {
  const runs = new Map<string, Promise<readonly ExampleOutcome[]>>();
  return async (reply) => {
    const code = codeToRun(reply, found);
    if (code === null) return null;
    const key = JSON.stringify(code);
    const run = runs.get(key) ?? runExamples(code, found, sandbox, signal);
    runs.set(key, run);
    const outcomes = await run;
    return outcomes.length === 0 ? null : outcomes;
  };
}

/** Returns the language of a reply's code: by the word after its fence, else by how it looks, else by the examples. */
function languageOf(reply: string, { examples }: FoundExamples): Language | null {
  const blocks = fencedBlocks(reply);
  const tagged = blocks.flatMap(({ language }) => LANGUAGES[language] ?? []);
  const last = tagged.at(-1);
  if (last !== undefined) return last;
  if (blocks.some(({ language }) => language !== "") && blocks.every(({ language }) => language !== "")) return null;
  if (PYTHON.test(reply)) return "python";
  if (SCRIPT.test(reply)) return "javascript";
  return examples.map(({ language }) => language).find((language) => language !== null) ?? null;
}
