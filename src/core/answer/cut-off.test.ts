import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { QUESTION } from "../../../test/support/core/world.ts";
import { holdsAnswer } from "./cut-off.ts";
import type { AnswerForm } from "../question.ts";
import { hasAnswered } from "../record/index.ts";

const holds = (text: string, answerForm?: AnswerForm): boolean =>
  holdsAnswer(text, { ...QUESTION, ...(answerForm && { answerForm }) }, false);
const holdsCode = (text: string): boolean => holdsAnswer(text, QUESTION, true);
const block = (language: string, ...lines: string[]): string => ["```" + language, ...lines].join("\n");
const add = ["def add(a, b):", "    return a + b"];

describe("a reply that was cut off", () => {
  it("holds no answer where it has no text besides its thinking", () => {
    for (const text of ["", " \n"]) {
      assert.equal(holds(text), false);
      assert.equal(holds(text, { kind: "text" }), false);
      assert.equal(holdsCode(text), false);
    }
  });

  it("holds an answer in any text where the question is open", () => {
    assert.equal(holds("A linked list is"), true);
  });

  it("holds an answer to a question of known form where one can be read", () => {
    const choice: AnswerForm = { kind: "choice", options: ["red", "green"] };
    assert.equal(holds("The answer is (B). To be sure, let us once more", choice), true);
    assert.equal(holds("Let us look at the first of the options and", choice), false);
    assert.equal(holds(String.raw`So \boxed{12}. Check: the sum`, { kind: "math" }), true);
    assert.equal(holds("Let x be the unknown number and", { kind: "math" }), false);
  });

  it("holds an answer to a coding question in a block that is closed, whatever comes behind it", () => {
    assert.equal(holdsCode(`Here:\n\n${block("python", ...add, "```")}\n\nIt works, bec`), true);
    assert.equal(holdsCode(`${block("python", ...add, "```")}\n\nTests:\n\n${block("python", "assert add(1,")}`), true);
    assert.equal(holdsCode("First of all we need a function that"), false);
  });

  const whole: readonly (readonly [string, string])[] = [
    ["a function that is whole", block("python", ...add)],
    ["brackets in strings and comments", block("python", `print("(")  # [`)],
    ["a division that is no comment", block("python", "half = (len(x)", "    // 2)")],
    ["a text over several lines", block("python", `x = """`, `it's [open`, `"""`)],
    ["braces that are closed", block("ts", "export const add = (a: number, b: number) => {", "  return a + b;", "};")],
    ["a template", block("js", "const a = `(${b}", "`;")],
    ["code without a fence", add.join("\n")],
  ];
  for (const [what, text] of whole)
    it(`holds an answer in a block that is not closed but looks whole: ${what}`, () => {
      assert.equal(holdsCode(text), true);
    });

  const cut: readonly (readonly [string, string])[] = [
    ["an open bracket", block("python", "def add(a, b):", "    return sum([a, b")],
    ["a head without its body", block("python", "def add(a, b):")],
    ["an open string", block("python", "x = 'ab")],
    ["an open text over several lines", block("python", `x = """ab`, "cd")],
    ["an open brace", block("ts", "function add(a, b) {", "  return a + b;")],
    ["an open comment", block("ts", "add();", "/* and then")],
    ["an operator at the end", block("js", "const a = b +")],
    ["imports alone", block("python", "import os", "# and now")],
    ["nothing yet", block("python")],
    ["code without a fence", "def add(a, b):\n    return sum([a,"],
  ];
  for (const [what, text] of cut)
    it(`holds no answer in code that ends in its middle: ${what}`, () => {
      assert.equal(holdsCode(text), false);
    });

  it("takes time in proportion to its length", () => {
    const long = block("js", "((`${".repeat(100_000));
    const from = performance.now();
    assert.equal(holdsCode(long), false);
    assert.ok(performance.now() - from < 5_000);
  });
});

describe("a reference", () => {
  it("counts where it is whole, and where it was cut off behind its answer", () => {
    assert.equal(hasAnswered({ status: "finished" }), true);
    assert.equal(hasAnswered({ status: "truncated", holdsAnswer: true }), true);
    assert.equal(hasAnswered({ status: "truncated", holdsAnswer: false }), false);
    // Records of older versions never merged replies that were cut off.
    assert.equal(hasAnswered({ status: "truncated" }), false);
    assert.equal(hasAnswered({ status: "failed", holdsAnswer: true }), false);
  });
});
