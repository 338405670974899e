import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { codeInReply, solutionName } from "./code-in-reply.ts";
import type { TaskOf } from "./task-check.ts";

const python: TaskOf<"code-tests"> = { kind: "code-tests", language: "python", tests: ["assert add(1, 2) == 3"] };
const typescript: TaskOf<"code-tests"> = { ...python, language: "typescript", entryPoint: "add" };
const block = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\`\n`;
const add = "def add(a, b):\n    return a + b";

describe("the code of a reply", () => {
  const found: readonly (readonly [name: string, task: TaskOf<"code-tests">, reply: string, code: string | null])[] = [
    ["the only block", python, `Here:\n${block("python", add)}It adds.`, `${add}\n`],
    ["a block without a language", python, block("", add), `${add}\n`],
    ["a block tagged py", python, block("py", add), `${add}\n`],
    ["the last of two that define it", python, block("python", "def add(a): pass") + block("python", add), `${add}\n`],
    ["not the example that follows", python, block("python", add) + block("python", "print(add(1, 2))"), `${add}\n`],
    ["not a shell command", python, block("python", add) + block("bash", "python add.py"), `${add}\n`],
    ["not another language's", python, block("javascript", "function add() {}"), null],
    ["the last block where none defines it", python, block("python", "x = 1") + block("python", "y = 2"), "y = 2\n"],
    ["a block in a list", python, `1. So:\n   ${block("python", add).replaceAll("\n", "\n   ")}`, `${add}\n`],
    ["a block with tildes", python, `~~~python\n${add}\n~~~`, `${add}\n`],
    ["a block that is cut off", python, `\`\`\`python\n${add}`, add],
    ["no block at all", python, add, add],
    ["prose", python, "I would add the two numbers.", null],
    ["nothing", python, "", null],
    ["a lambda", python, block("python", "add = lambda a, b: a + b"), "add = lambda a, b: a + b\n"],
    ["a method", python, block("python", "class S:\n    def add(self): pass"), "class S:\n    def add(self): pass\n"],
    [
      "a name that only begins alike",
      python,
      block("python", "def add_all(): pass") + block("text", "x"),
      "def add_all(): pass\n",
    ],
    [
      "a constant",
      typescript,
      block("ts", "export const add = (a: number) => a;") + block("ts", "add(1);"),
      "export const add = (a: number) => a;\n",
    ],
    ["JavaScript where TypeScript was asked for", typescript, block("js", "function add() {}"), "function add() {}\n"],
    [
      "a program",
      { ...python, tests: [], stdio: [{ input: "", output: "" }] },
      block("python", "print(1)"),
      "print(1)\n",
    ],
    [
      "the class of a method",
      { ...python, entryPoint: "Solution.add" },
      block("python", "class Solution:\n    x = 1") + block("python", "Solution().add(1, 2)"),
      "class Solution:\n    x = 1\n",
    ],
    ["a generator", typescript, block("ts", "function* add() {}") + block("ts", "add();"), "function* add() {}\n"],
    ["an export", typescript, block("js", "exports.add = f;") + block("js", "f();"), "exports.add = f;\n"],
    ["a typed variable", python, block("python", "add: F = g") + block("python", "g(1)"), "add: F = g\n"],
    ["not a comparison", python, block("python", "def add(): pass") + block("python", "add == 1"), "def add(): pass\n"],
    ["a bare program", { ...python, tests: [], stdio: [{ input: "", output: "" }] }, "print(1)", "print(1)"],
  ];
  for (const [name, task, reply, code] of found) {
    it(`is right for ${name}`, () => {
      assert.equal(codeInReply(task, reply), code);
    });
  }

  it("takes an entry point for a name, never for a pattern: one that never ends must not stop the editor", () => {
    for (const entryPoint of ["(a|a)*$", "(?:a+)+b", ".*", "add|x"]) {
      const reply = block("python", `def ${"a".repeat(50)}!(): pass`) + block("python", "y = 2");
      assert.equal(codeInReply({ ...python, entryPoint }, reply), "y = 2\n");
    }
  });

  it("is found for any name in any test", () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,10}$/);
    fc.assert(
      fc.property(name, fc.string(), fc.string(), (name, before, after) => {
        const task = { ...python, tests: [`assert ${name}(${JSON.stringify(before)}) == 1`] };
        const code = `def ${name}(text):\n    return 1\n`;
        assert.equal(codeInReply(task, `${block("python", code)}${block("python", "0")}`), `${code}\n`);
        // The function returns, whatever the reply and the test contain.
        codeInReply({ ...python, tests: [before] }, after);
      }),
    );
  });
});

describe("the name of the solution", () => {
  it("is the entry point, or what the tests call and the reference defines", () => {
    assert.equal(solutionName({ ...python, entryPoint: "Solution.add" }), "Solution");
    const tests = ["assert len(sum(1, 2)) == abs(other(3))"];
    assert.equal(solutionName({ ...python, tests, reference: "def other(n): ...\ndef sum(a, b): ..." }), "sum");
    assert.equal(solutionName({ ...python, tests }), undefined);
    const { entryPoint: _, ...nameless } = { ...typescript, tests: ["assert.equal(parse(1), 2);"] };
    assert.equal(solutionName({ ...nameless, reference: "export const parse = (n: number) => 2;" }), "parse");
  });
});
