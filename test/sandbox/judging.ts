import { readFileSync } from "node:fs";
import path from "node:path";
import { after } from "node:test";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import type { CodeResult, TestedCode } from "../../src/core/code-runner.ts";
import { builtFiles, snapshotFolder } from "./source-files.ts";

/** Time limit in milliseconds, longer than any step here takes even on a busy machine. */
const PATIENCE_MS = 60_000;

/** A test that only a correct `add(a, b)` passes, further tests that a correct one passes, and a correct one. */
export const LANGUAGES = {
  python: {
    test: "assert add(1, 2) == 3",
    sound: [
      "assert abs(add(0.25, 0.25) - 0.5) < 1e-9",
      'assert add("a", "b") == "ab"',
      "assert add([1], [2]) == [1, 2]",
      "assert add({1: 2}, {}) == {1: 2}",
      "assert 3 in add([1, 2], [3])",
      "assert isinstance(add(1, 2), int) and add(1, 2) > 2",
      "assert all(map(lambda pair: add(*pair) == sum(pair), [(1, 2), (3, 4)]))",
      "assert 3 in add((1, 2), (3,)) and len(add((1, 2), (3,))) == 3",
    ],
    right: "def add(a, b):\n    return a + b if not isinstance(a, dict) else a | b\n",
    wrong: "def add(a, b):\n    return 4\n",
    tasks: 50,
  },
  javascript: {
    test: "assert.equal(add(1, 2), 3);",
    sound: [
      "assert.deepEqual(add({ a: 1 }, {}), { a: 1 });",
      "assert.equal(await add(1, 2), 3);",
      'assert.equal(add("alpha", "beta"), "alphabeta");',
      'assert.equal(add("a", "b"), "ab");',
    ],
    right: "const add = (a, b) => Array.isArray(a) ? [...a, ...b] : typeof a === 'object' ? { ...a, ...b } : a + b;\n",
    wrong: "const add = () => 4;\n",
    tasks: 100,
  },
} as const;
export type Language = keyof typeof LANGUAGES;

interface Forgery {
  readonly name: string;
  readonly test: string;
  readonly solution: string;
}

/** Reads wrong solutions that try to pass: `#### name | test`, then the code. */
export function readForgeries(language: Language): Forgery[] {
  const text = readFileSync(path.join(import.meta.dirname, `forgeries/${language}.txt`), "utf8");
  return text
    .split(/^#### /m)
    .slice(1)
    .map((one) => {
      const [head = "", ...lines] = one.split("\n");
      const [name = "", test = LANGUAGES[language].test] = head.split(" | ");
      const solution = lines.join("\n").replaceAll("\\0", "\0");
      return { name, test: test.replaceAll("\\n", "\n"), solution };
    });
}

/** Returns functions that run tests on solutions in a sandbox. The sandbox closes after the file's tests. */
export function useJudge() {
  const sandbox = createSandbox({ files: builtFiles, snapshotFolder, spares: 2 });
  after(() => sandbox.close());

  /** Judges with a time limit far longer than anything takes that ends. */
  function judge(
    language: TestedCode["language"],
    solution: string,
    tests: readonly string[],
    more: Partial<TestedCode> = {},
  ): Promise<CodeResult> {
    const code = { language, setup: "", solution, fixture: "", entryPoint: "add", tests, timeLimitMs: PATIENCE_MS };
    return sandbox.judge({ ...code, ...more }, new AbortController().signal);
  }

  /** Resolves with the status and the error. Python reports the error last, JavaScript first. */
  async function said(
    language: Language,
    solution: string,
    test: string,
    more: Partial<TestedCode> = {},
  ): Promise<string> {
    const { status, error } = await judge(language, solution, [test], more);
    return [status, error.split("\n").at(language === "python" ? -1 : 0)].filter(Boolean).join(": ");
  }

  return { judge, said };
}
