import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lastBoxed } from "../core/reading/index.ts";
import { mathFormat } from "./math.ts";
import { math } from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf, questionsOf, reasonsOf } from "../../test/support/bank-import/rows.ts";

describe("the last box of a solution", () => {
  const cases: [string, string, string | undefined][] = [
    ["is taken of several", "\\boxed{1} then \\boxed{2}", "2"],
    ["may hold braces", "\\boxed{\\frac{1}{2}}.", "\\frac{1}{2}"],
    ["may hold escaped braces that do not match", "\\boxed{\\left\\{ 1 \\right.}", "\\left\\{ 1 \\right."],
    ["may be framed", "\\fbox{7}", "7"],
    ["may have a box in it", "\\boxed{x = \\boxed{3}}", "3"],
    ["is balanced: one that is not is passed over", "\\boxed{1} and \\boxed{2", "1"],
    ["is found after a stray brace", "{ \\boxed{4}", "4"],
    ["may have no braces", "it is $\\boxed 5$.", "5"],
    ["may be missing", "it is 5, \\\\boxed and \\box{5}", undefined],
  ];
  for (const [what, solution, answer] of cases) {
    it(what, () => {
      assert.equal(lastBoxed(solution), answer);
    });
  }

  it("is found in time that grows with the text only", () => {
    assert.equal(lastBoxed("\\boxed{".repeat(200_000)), undefined);
  });
});

describe("MATH", () => {
  it("is read as MATH-500 has it, with the split that the id names", async () => {
    const train = { ...math, unique_id: "train/prealgebra/2.json" };
    const [first, second] = await questionsOf(mathFormat, jsonLinesOf([math, train]));
    assert.deepEqual(first, {
      id: "MATH/test/prealgebra/1.json",
      source: "MATH",
      split: "test",
      domain: "math",
      topic: "Prealgebra",
      question: "What is $2^{10} - 24$?",
      task: { kind: "math", answer: "1000" },
      capability: {},
    });
    assert.equal(second!.split, "bank");
  });

  it("is read as first published: the answer from the solution, the id from the problem", async () => {
    const original = { problem: math.problem, level: "Level 1", type: "Algebra", solution: math.solution };
    const [first] = await questionsOf(mathFormat, jsonLinesOf([original]));
    const [again] = await questionsOf(mathFormat, `\n${jsonLinesOf([original])}`);
    assert.deepEqual(first!.task, { kind: "math", answer: "1000" });
    assert.match(first!.id, /^MATH\/[0-9a-f]{16}$/);
    assert.equal(first!.topic, "Algebra");
    assert.equal(first!.split, "bank");
    assert.deepEqual(again, first);
  });

  it("takes source and split from the user", async () => {
    const [first] = await questionsOf(mathFormat, jsonLinesOf([math]), { source: "Mine", split: "bank" });
    assert.equal(first!.id, "Mine/test/prealgebra/1.json");
    assert.equal(first!.source, "Mine");
    assert.equal(first!.split, "bank");
  });

  it("says what is wrong with a row and reads on", async () => {
    const bad = [{ ...math, problem: 1 }, { ...math, problem: " " }, [], { problem: "x", solution: "no box" }];
    assert.deepEqual(await reasonsOf(mathFormat, jsonLinesOf([...bad, math])), [
      [1, "problem is not usable: Invalid type: Expected string but received 1"],
      [2, "problem is not usable: it is empty"],
      [3, "problem is missing"],
      [4, "answer is missing, and solution has no \\boxed{...}"],
    ]);
  });
});
