import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { entryOf } from "./entry.ts";
import { findExamples } from "./find-examples.ts";
import { codeToRun } from "./reply-code.ts";

const fence = (code: string, language = "python"): string => `\`\`\`${language}\n${code}\n\`\`\`\n`;

describe("the code of a reply that examples are run on", () => {
  const found = findExamples("def twice(nums): ...\nInput: nums = [1]\nOutput: [1, 1]");
  const twice = "def twice(nums):\n    return nums * 2";

  it("is the block that defines what is asked for, and not one that uses it", () => {
    const reply = `Like this:\n\n${fence(twice)}\nTry it:\n\n${fence("nums = [1]\nprint(twice(nums))")}`;
    assert.deepEqual(codeToRun(reply, found), { language: "python", code: `${twice}\n` });
  });

  it("is the last block with a function where the name is another one", () => {
    const code = "def double(xs):\n    return xs * 2";
    const reply = `${fence(code)}\nFor example:\n\n${fence("print(double([1]))")}`;
    assert.equal(codeToRun(reply, found)?.code, `${code}\n`);
  });

  it("is a class, where the examples use one", () => {
    const code = "class Counter:\n    total = 0";
    const asked = findExamples(">>> Counter().total\n0\n");
    assert.equal(codeToRun(`${fence(code)}\n${fence("def main():\n    Counter()")}`, asked)?.code, `${code}\n`);
  });

  it("is a program for examples with standard input", () => {
    const program = "print(int(input()) + 1)";
    const asked = findExamples("Read a number from stdin and print the next one.\nInput: 1\nOutput: 2");
    assert.equal(codeToRun(`${fence("def helper(): pass")}\n${fence(program)}`, asked)?.code, `${program}\n`);
  });

  it("is in the language of its block, and only in one that can be run", () => {
    const plain = findExamples("Write `f`: f(2) should be 4.");
    for (const [tag, language] of [
      ["py", "python"],
      ["js", "javascript"],
      ["ts", "typescript"],
    ] as const)
      assert.equal(codeToRun(fence("function f() {}\ndef f(): pass", tag), plain)?.language, language);
    assert.equal(codeToRun(fence("fn f() {}", "rust"), plain), null);
    assert.equal(codeToRun("There is no code for that.", plain), null);
  });
});

describe("what examples call", () => {
  for (const [name, code, language, main, fixture] of [
    ["the function that the question names", "def f(n): return n", "python", "f", ""],
    ["the only other function", "def g(n): return n", "python", "f", 'if "f" not in globals():\n    f = g'],
    [
      "the only function beside helpers",
      "def _h(): pass\ndef g(n): return n\ndef main(): pass",
      "python",
      "f",
      'if "f" not in globals():\n    f = g',
    ],
    ["nothing of two functions", "def g(n): return n\ndef h(n): return n", "python", "f", ""],
    [
      "a function without a name in the question",
      "const g = (n) => n;",
      "javascript",
      null,
      'if (typeof smcs_answer === "undefined") globalThis.smcs_answer = g;',
    ],
    [
      "the method of Solution",
      "class Solution:\n    def _h(self): pass\n\n    def f(self, n):\n        return n\n\n    def g(self): pass\n\nx = 1",
      "python",
      "f",
      'if "f" not in globals():\n    f = lambda *args, **named: Solution().f(*args, **named)',
    ],
    [
      "the only method of Solution",
      "class Solution {\n  constructor() {\n  }\n  g(n: number) {\n    if (n) {\n      return n;\n    }\n  }\n}",
      "typescript",
      "f",
      'if (typeof f === "undefined") globalThis.f = (...args) => new Solution().g(...args);',
    ],
    ["no method of another class", "class Other:\n    def f(self, n): return n", "python", "f", ""],
  ] as const) {
    it(`is ${name}`, () => {
      assert.equal(entryOf(code, language, main).fixture, fixture);
    });
  }

  it("is looked for in hostile code in linear time", () => {
    for (const part of [
      "class Solution:\n",
      "  def f(self",
      " ",
      "\n",
      "const a = ",
      "export ",
      "function ",
      "x = lambda",
      "}\n",
    ])
      assert.ok(
        entryOf(part.repeat(20_000), "typescript", "f").name === "f" &&
          entryOf(part.repeat(20_000), "python", "f").name === "f",
      );
  });
});
