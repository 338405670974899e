import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { noTools } from "../../../test/support/tasks/tasks.ts";
import { mathAnswerIn } from "../reading/index.ts";
import { mathCheck } from "./math.ts";

const answers: readonly (readonly [reply: string, answer: string | null])[] = [
  ["The result is \\boxed{42}.", "42"],
  ["$\\boxed{\\frac{1}{2}}$", "\\frac{1}{2}"],
  ["\\[\\boxed{\\left\\{ x : \\frac{a}{b} \\right\\}}\\]", "\\left\\{ x : \\frac{a}{b} \\right\\}"],
  ["First \\boxed{1}, then \\boxed{2}.", "2"],
  ["So \\boxed{\\boxed{7}}.", "7"],
  ["\\fbox{3}", "3"],
  ["\\boxed 7", "7"],
  ["The answer is \\boxed{5}. Check: 5 + 3 = 8.", "5"],
  ["The answer is 42.", "42"],
  ["The answer is $x = 42$.", "x = 42"],
  ["The answer is $\\frac{3}{4}$ meters.", "\\frac{3}{4}"],
  ["**Answer:** 3.5", "3.5"],
  ["**Answer: 3.5**", "3.5"],
  ["### Final Answer\nThe final answer is 1,234.", "1,234"],
  ["Final answer: \\(\\pi/2\\)", "\\pi/2"],
  ["The final answer is:\n\n$$\\frac{2}{3}$$", "\\frac{2}{3}"],
  ["The answer is:\n\\[\n12\n\\]", "12"],
  ["The solutions: the answer is $1$ and $2$.", "1 and 2"],
  ["The answer is 12. Wait. The answer is 13.", "13"],
  ["Hence 3 + 4 = 7", "7"],
  ["We get 12 apples and 1,200 pears", "1,200"],
  ["So it costs $5.50.", "$5.50"],
  ["Answer: `5`", "5"],
  ["Answer: 5 (five)", "5"],
  ["Final answer: 5, as computed.", "5"],
  ["The answer is 5 because 2 + 3 = 5.", "5"],
  ["<answer>5</answer>", "5"],
  ["That makes -3", "-3"],
  ["That makes 3/4 of it", "3/4"],
  ["That is 12.5%.", "12.5%"],
  ["I do not know.", null],
  ["", null],
];

describe("the final answer of a reply", () => {
  for (const [reply, answer] of answers) {
    it(`is ${answer ?? "none"} in ${JSON.stringify(reply)}`, () => {
      assert.equal(mathAnswerIn(reply), answer);
    });
  }
});

describe("a mathematical task", () => {
  const task = { kind: "math" as const, answer: "42" };
  const judge = (reply: string, equal: boolean | null) =>
    mathCheck.judge(task, reply, { ...noTools, equalMath: () => equal });

  it("is judged by the final answer alone", () => {
    let compared: unknown[] = [];
    const equalMath = (...of: unknown[]) => {
      compared = of;
      return true;
    };
    mathCheck.judge({ ...task, tolerance: 0.01 }, "41 is wrong. \\boxed{43}", { ...noTools, equalMath });
    assert.deepEqual(compared, ["42", "43", 0.01]);
  });

  it("is right, wrong, or not to be told", () => {
    assert.deepEqual(judge("\\boxed{42}", true), {
      kind: "judged",
      value: 1,
      detail: "The reply's answer is 42, right is 42.",
    });
    assert.deepEqual(judge("\\boxed{43}", false), {
      kind: "judged",
      value: 0,
      detail: "The reply's answer is 43, right is 42.",
    });
    assert.deepEqual(judge("\\boxed{9^9^9}", null), {
      kind: "failed",
      detail: '"9^9^9" is too large to be compared with 42.',
      isLasting: true,
    });
    assert.deepEqual(judge("No idea.", true), {
      kind: "judged",
      value: 0,
      detail: "The reply states no final answer.",
    });
  });
});
