import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { findExamples, givenText, runExamples } from "../../src/core/examples/index.ts";
import type { Language } from "../../src/core/code-runner.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { builtFiles, snapshotFolder } from "./source-files.ts";

const { signal } = new AbortController();

describe("examples of a question", () => {
  const sandbox = createSandbox({ files: builtFiles, snapshotFolder, spares: 2 });
  after(() => sandbox.close());

  /** Resolves with what came out of each example: "passed", or what came out instead. */
  async function outcomes(question: string, code: string, language: Language = "python"): Promise<string[]> {
    const all = await runExamples({ language, code }, findExamples(question), sandbox, signal);
    return all.map(({ passed, actual }) => (passed ? "passed" : actual));
  }

  for (const [name, question, right, wrong, actual] of [
    ["a call", "def f(n): ...\nf(2) == 4", "def f(n): return 2 * n", "def f(n): return n + 1", ["3"]],
    [
      "a call inside of another",
      "def f(n): ...\nsorted(f(2)) == [1, 2]",
      "def f(n): return {2, 1}",
      "def f(n): return (n, n)",
      ["[2, 2]"],
    ],
    [
      "named arguments",
      "def f(text, times): ...\nInput: text = 'ab', times = 2\nOutput: 'abab'",
      "def f(a, b): return a * b",
      "def f(text, times): return text",
      ["'ab'"],
    ],
    ["a session", ">>> f([3])\n[3, 3]", "def f(xs): return xs * 2", "def f(xs): return xs", ["[3]"]],
    [
      "a session with an object",
      ">>> c = Counter()\n>>> c.add(2)\n>>> c.total\n2",
      "class Counter:\n    total = 0\n    def add(self, n): self.total += n",
      "class Counter:\n    total = 0\n    def add(self, n): pass",
      ["0"],
    ],
    [
      "a session that prints",
      ">>> greet('Ada')\nHello, Ada!",
      "def greet(name): print(f'Hello, {name}!')",
      "def greet(name): print('Hello', name)",
      ["Hello Ada"],
    ],
    [
      "an exception",
      "def f(n): ...\nf(-1) should raise ValueError.",
      "def f(n):\n    raise ValueError('below 0')",
      "def f(n): return n",
      ["AssertionError: no ValueError"],
    ],
    [
      "an assertion",
      "assert abs(f(2) - 0.5) < 0.1, 'far'",
      "def f(n): return 1 / n",
      "def f(n): return n",
      ["AssertionError: far"],
    ],
    [
      "a coroutine",
      "async def f(n): ...\n`await f(2)` should be 4 and f(3) == 6",
      "import asyncio\nasync def f(n):\n    await asyncio.sleep(0)\n    return 2 * n",
      "async def f(n): return n",
      ["2", "3"],
    ],
    [
      "a number with a fraction",
      "def f(): ...\nf() == 0.3",
      "def f(): return 0.1 + 0.2",
      "def f(): return 0.31",
      ["0.31"],
    ],
    [
      "standard input",
      "Read two numbers from stdin and print their sum.\n\nInput:\n1 2\nOutput:\n3\n\nInput:\n2 2\nOutput:\n4",
      "print(sum(map(int, input().split())), '\\n')",
      "a, b = map(int, input().split())\nprint(a * b)",
      ["2", "passed"],
    ],
  ] as const) {
    it(`with ${name} are passed by right Python, and by no other`, async () => {
      assert.deepEqual(new Set(await outcomes(question, right)), new Set(["passed"]));
      assert.deepEqual(await outcomes(question, wrong), actual);
    });
  }

  for (const [name, question, right, wrong, actual] of [
    ["a call", "const f = (n) => n;\nf(2) // 4", "const f = (n) => 2 * n;", "const f = (n) => n + 1;", ["3"]],
    [
      "lists and objects",
      'const f = (n) => n;\nf("a") // { a: [0.3] }',
      "const f = (key) => ({ [key]: [0.1 + 0.2] });",
      "const f = (key) => ({ [key]: 0.3 });",
      ['{"a":0.3}'],
    ],
    [
      "arguments",
      "function f(list, by) {}\nInput: list = [1, 2], by = 2\nOutput: [2, 4]",
      "function f(list, by) { return list.map((n) => n * by); }",
      "function f(list) { return list; }",
      ["[1,2]"],
    ],
    [
      "an object with a state",
      "const s = new Stack();\ns.push(2);\ns.pop(); // 2",
      "class Stack { #all = []; push(n) { this.#all.push(n); } pop() { return this.#all.pop(); } }",
      "class Stack { push() {} pop() {} }",
      ["undefined"],
    ],
    [
      "assertions",
      'expect(f(2)).toBe(4);\nexpect(() => f("a")).toThrow(TypeError);\nassert.ok(f(1) > 1);',
      'const f = (n) => { if (typeof n !== "number") throw new TypeError("no number"); return 2 * n; };',
      "const f = (n) => n;",
      ["2", "AssertionError: Missing expected exception.", "AssertionError: The value is not truthy: false"],
    ],
    [
      "a promise",
      "An async function f:\nf(2) should resolve to 4",
      "const f = async (n) => 2 * n;",
      "const f = async (n) => n;",
      ["2"],
    ],
  ] as const) {
    for (const language of ["javascript", "typescript"] as const)
      it(`with ${name} are passed by right ${language}, and by no other`, async () => {
        const typed = (code: string) => (language === "typescript" ? `type Any = any;\n${code}` : code);
        assert.deepEqual(new Set(await outcomes(question, typed(right), language)), new Set(["passed"]));
        assert.deepEqual(await outcomes(question, typed(wrong), language), actual);
      });
  }

  it("tell the exception of the code, with its message", async () => {
    const python = await outcomes("def f(n): ...\nf(2) == 4, f(3) == 9", "def f(n):\n    return {3: 9}[n]");
    assert.deepEqual(python, ["KeyError: 2", "passed"]);
    const script = await outcomes("f(2) // 4", 'const f = () => { throw new RangeError("too far"); };', "javascript");
    assert.deepEqual(script, ["RangeError: too far"]);
    assert.deepEqual(await outcomes("f(2) == 4", "def f(n) return 4"), ["SyntaxError: expected ':'"]);
  });

  it("are each judged, though the code does not end on one of them, or ends itself", async () => {
    const question = "def f(n): ...\nf(1) == 1, f(2) == 2, f(3) == 3";
    const endless = await outcomes(question, "def f(n):\n    while n == 2: pass\n    return n");
    assert.deepEqual(endless, ["passed", "The code did not end within 1 s.", "passed"]);
    const ended = "The code ended the program before its tests were through.";
    const exits = await outcomes(question, "import os\ndef f(n):\n    if n == 2: os._exit(0)\n    return n");
    assert.deepEqual(exits, ["passed", ended, "passed"]);
    const leaves = await outcomes(question, "def f(n):\n    if n == 2: raise SystemExit(0)\n    return n");
    assert.deepEqual(leaves, ["passed", "SystemExit: 0", "passed"]);
    const script = await outcomes(
      "f(1) // 1\nf(2) // 2",
      "const f = (n) => { for (; n === 2;); return n; };",
      "javascript",
    );
    assert.deepEqual(script, ["passed", "The code did not end within 1 s."]);
  });

  it("are each judged where a program does not end on one input, or ends itself", async () => {
    const question = ["1", "2", "3"].map((n) => `Input:\n${n}\nOutput:\n${n}`).join("\n\n");
    const asked = `Read a number from stdin and print it.\n\n${question}`;
    const endless = await outcomes(asked, "n = input()\nwhile n == '2': pass\nprint(n)");
    assert.deepEqual(endless, ["passed", "The code did not end within 1 s.", "passed"]);
    const exits = await outcomes(asked, "import os\nn = input()\nif n == '2': os._exit(0)\nprint(n)");
    assert.deepEqual(exits, ["passed", "The code ended the program.", "passed"]);
  });

  it("that are no code of the language are left out", async () => {
    const found = findExamples("def f(n): ...\nf(2) == 4");
    const broken = { given: { kind: "call", call: "f(2" }, expected: "4", language: null } as const;
    const all = { ...found, examples: [broken, ...found.examples] };
    for (const [language, code] of [
      ["python", "def f(n): return 4"],
      ["javascript", "const f = () => 4;"],
    ] as const) {
      const told = await runExamples({ language, code }, all, sandbox, signal);
      assert.deepEqual(
        told.map(({ example, passed }) => [givenText(example), passed]),
        [["f(2)", true]],
      );
    }
  });

  it("call the only function of the code, or the method of Solution, whatever its name", async () => {
    const nameless = "Write a function that doubles a number. For n = 2 the result is 4.";
    assert.deepEqual(await outcomes(nameless, "def double(n): return 2 * n"), ["passed"]);
    assert.deepEqual(await outcomes(nameless, "const double = (n) => 2 * n;", "javascript"), ["passed"]);
    const method = "class Solution:\n    def double(self, n):\n        return 2 * n";
    assert.deepEqual(await outcomes(nameless, method), ["passed"]);
    const named = "Write `twice(n)`: twice(2) == 4.";
    assert.deepEqual(await outcomes(named, "def double(n): return 2 * n"), ["passed"]);
    assert.deepEqual(await outcomes(named, method), ["passed"]);
    const script = "class Solution {\n  double(n: number) {\n    return 2 * n;\n  }\n}";
    assert.deepEqual(await outcomes(named, script, "typescript"), ["passed"]);
    const two = "def one(n): return n\ndef two(n): return 2 * n";
    assert.deepEqual(await outcomes(named, two), ["NameError: name 'twice' is not defined"]);
    assert.deepEqual(await outcomes("Write `two(n)`: two(2) == 4.", two), ["passed"]);
  });

  it("may use what the question imports, also where the sandbox lacks it", async () => {
    const question =
      "import numpy as np\nfrom typing import List\nfrom datetime import date\n\ndef f(d): ...\nf(date(2024, 1, 31)) == 31";
    assert.deepEqual(await outcomes(question, "def f(d: date) -> List[int]: return d.day"), ["passed"]);
  });
});
