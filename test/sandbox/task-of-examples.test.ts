import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { examplesFor, taskOfExamples } from "../../src/core/examples/index.ts";
import { codeTestsCheck } from "../../src/core/tasks/index.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { builtFiles, snapshotFolder } from "./source-files.ts";

const { signal } = new AbortController();
const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\``;

describe("the check that the examples of a question make", () => {
  const sandbox = createSandbox({ files: builtFiles, snapshotFolder, spares: 2 });
  after(() => sandbox.close());
  const means = { sandbox, remember: <Result>(_: unknown, work: () => Promise<Result>) => work() };

  for (const [name, text, language, right, wrong] of [
    [
      "calls",
      "def f(n): ...\nf(2) == 4, f([1]) == [1, 1]",
      "python",
      "def f(n): return n * 2",
      "def f(n): return n + n + n",
    ],
    ["fractions", "def f(): ...\nf() == 0.3", "python", "def f(): return 0.1 + 0.2", "def f(): return 0.31"],
    [
      "sessions",
      ">>> c = Counter()\n>>> c.add(2)\n>>> c.total\n2",
      "python",
      "class Counter:\n    total = 0\n    def add(self, n): self.total += n",
      "class Counter:\n    total = 0\n    def add(self, n): pass",
    ],
    [
      "exceptions",
      "def f(n): ...\nf(-1) should raise ValueError.",
      "python",
      "def f(n): raise ValueError",
      "def f(n): return n",
    ],
    [
      "coroutines",
      "async def f(n): ...\n`await f(2)` should be 4",
      "python",
      "async def f(n): return 2 * n",
      "async def f(n): return n",
    ],
    [
      "named arguments",
      "def f(text, times): ...\nInput: text = 'ab', times = 2\nOutput: 'abab'",
      "python",
      "def f(a, b): return a * b",
      "def f(a, b): return a",
    ],
    ["JSON words", "def f(n): ...\nf(2) -> true", "python", "def f(n): return True", "def f(n): return False"],
    [
      "programs",
      "Read n from standard input and print its double.\n\nInput:\n2\n\nOutput:\n4",
      "python",
      "print(2 * int(input()))",
      "print(input())",
    ],
    [
      "scripts",
      "function f(n) {}\nf(2) // 4\nf([1]) // [1, 1]",
      "javascript",
      "const f = (n) => (Array.isArray(n) ? [...n, ...n] : 2 * n);",
      "const f = (n) => n;",
    ],
    [
      "promises",
      "async function f(n) {}\n`await f(2)` should be 4",
      "javascript",
      "const f = async (n) => 2 * n;",
      "const f = async (n) => n;",
    ],
  ] as const)
    it(`passes what passes them and nothing else: ${name}`, async () => {
      const found = examplesFor({ text, context: [], conversation: [] });
      const task = taskOfExamples(found, fenced(language, right));
      assert.ok(task !== null);
      const verdicts = await Promise.all(
        [right, wrong].map((code) => codeTestsCheck.run(task, fenced(language, code), means, signal)),
      );
      assert.deepEqual(
        verdicts.map((verdict) => verdict.kind === "judged" && verdict.value),
        [1, 0],
        JSON.stringify([task, verdicts]),
      );
    });

  it("is none for printed output of a session, for arguments without a name, and for words", () => {
    const printed = examplesFor({ text: ">>> greet('Ada')\nHello, Ada!", context: [], conversation: [] });
    assert.equal(taskOfExamples(printed, fenced("python", "def greet(name): print(name)")), null);
    const nameless = examplesFor({ text: "Input: n = 2\nOutput: 4", context: [], conversation: [] });
    assert.equal(taskOfExamples({ ...nameless, main: null }, fenced("python", "def f(n): return 4")), null);
    assert.equal(taskOfExamples(printed, "It cannot be done."), null);
  });
});
