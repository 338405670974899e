import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { choiceCheck } from "./choice.ts";
import { choiceIn } from "../reading/index.ts";
import { TaskError } from "./task-check.ts";
import { noTools } from "../../../test/support/tasks/tasks.ts";

const cities = [
  "London",
  "Paris",
  "Rome",
  "Paris, Texas",
  "A city in the south",
  "None of the above",
  "42",
  "1/2",
  "x",
  "I do not know",
];
const chosen = (reply: string, options: readonly string[] = cities) => {
  const index = choiceIn(reply, options);
  return index === null ? null : "ABCDEFGHIJ"[index];
};

const right = [
  "B",
  "(B)",
  "B.",
  "B)",
  "**B**",
  "**B.**",
  "`B`",
  "[B]",
  "b",
  "(b)",
  "\\boxed{B}",
  "$\\boxed{\\text{B}}$",
  "\\boxed{\\textbf{(B)}}",
  "\\[\\boxed{B) Paris}\\]",
  "The answer is (B)",
  "The answer is (B).",
  "The answer is B",
  "the answer is: B.",
  "The answer is **B**.",
  "The answer is **(B) Paris**.",
  "The answer is (B) Paris",
  "The answer is B because it is the capital.",
  "The answer is option B.",
  "The correct answer is Option (B).",
  "The correct choice is (B), as shown.",
  "The best answer is therefore\n\n**B**",
  "**Answer:** B",
  "Answer: (B)",
  "### Answer\nB",
  "ANSWER: B",
  "Final answer: $B$",
  "The final answer is $\\boxed{B}$.",
  "Final Answer: The final answer is $\\boxed{B}$. I hope it is correct.",
  "B) Paris",
  "B. Paris",
  "**B: Paris**",
  "(B) Paris is the capital of France.",
  "Paris",
  "paris.",
  "The answer is Paris.",
  "**Paris**",
  'The answer is "Paris".',
  "I choose B.",
  "Therefore I would go with option B here.",
  "Option B is correct.",
  "So (B) is the right answer.",
  "B is the correct answer.",
  "(A) is wrong since London is in England.\n\nSo it must be (B).",
  "The answer is (A). Wait, that is London. The answer is (B).",
  "The answer is A at first sight, but on second thought the correct answer is B.",
  "The answer cannot be A. The answer is not C. The answer is B.",
  "Let me see.\nA is London, C is Rome.\n\nThe answer is (B)\n",
  "The answer is (B).\n\nQuestion: Which is next?\nA. One\nThe answer is (A).",
  "It is Paris. The answer is (B",
  "**B) Paris**\n\nExplanation: London (A) is the capital of England.",
  "B\n\nExplanation: it is the capital.",
  "✅ **B) Paris**",
  "The answer is: **B**\n\n- A: wrong\n- C: wrong",
  "```\nB\n```",
  "<answer>B</answer>",
  "It's B.",
  "I'd say B",
  "I'm going with B.",
  "So the answer's B",
  "B is the answer.",
  "The answer is B rather than A.",
  "The answer is B!",
  "Answer — B",
  "答案是 B。",
  "答案：(B)",
];

const notRight: [reply: string, chosen: string | null][] = [
  ["A", "A"],
  ["C", "C"],
  ["The answer is (C).", "C"],
  ["The answer is (B). No: the answer is (C).", "C"],
  ["\\boxed{A}", "A"],
  ["First I thought \\boxed{B}, but it is \\boxed{C}.", "C"],
  ["The answer is (Z).", null],
  ["Z", null],
  ["", null],
  ["Beautiful cities all of them.", null],
  ["By train.", null],
  ["But why?", null],
  ["I would say that Berlin is bigger.", null],
  ["The answer is not (B).", null],
  ["The wrong answer is B.", null],
  ["The incorrect answer: B", null],
  ["A. London - wrong\nB. Paris - right\nC. Rome - wrong\nD. Paris, Texas - wrong", null],
  ["A) London is in England.\n\nB) Paris is in France.", "B"],
  ["A) London is in England.\n\nIt may be another.", null],
  ["I'd say I cannot tell.", null],
  ["Clearly (B) is wrong.", null],
  ["The answer is Berlin.", null],
  ["The answer is B and C.", null],
  ["The answer is (A), (B)", null],
  ["It could be (A) or (B).", null],
  ["The answer is Paris, Texas.", "D"],
  ["The answer is (D) Paris, Texas", "D"],
  ["The answer is a city in the south.", "E"],
  ["The answer is 42.", "G"],
  ["The answer is $42$.", "G"],
  ["The answer is 421.", null],
  ["\\boxed{\\text{None of the above}}", "F"],
];

describe("the choice in a reply", () => {
  for (const reply of right)
    it(`is B in ${JSON.stringify(reply)}`, () => {
      assert.equal(chosen(reply), "B");
    });
  for (const [reply, expected] of notRight) {
    it(`is ${expected ?? "none"} in ${JSON.stringify(reply)}`, () => {
      assert.equal(chosen(reply), expected);
    });
  }

  it("is the letter where letter and text disagree", () => {
    assert.equal(chosen("The answer is (C) Paris"), "C");
  });

  it("follows the options when they are given in another order", () => {
    const turned = cities.toReversed();
    assert.equal(chosen("The answer is Paris.", turned), "I");
    assert.equal(chosen("The answer is (B).", turned), "B");
  });

  it("is never a letter out of a word", () => {
    const word = fc.stringMatching(/^[A-Z][a-z]{1,9}$/).filter((text) => !cities.some((city) => city.startsWith(text)));
    fc.assert(
      fc.property(word, (text) => {
        assert.equal(chosen(`The answer is ${text}`, ["one", "two", "three"]), null);
        assert.equal(chosen(text, ["one", "two", "three"]), null);
      }),
    );
  });

  it("is found in every way to write it, for every letter", () => {
    const ways = [
      "%",
      "(%)",
      "The answer is (%).",
      "**%**",
      "\\boxed{%}",
      "Option % is correct",
      "Answer: %",
      "The correct answer is %: yes",
    ];
    const options = Array.from({ length: 10 }, (_, index) => `option text ${index}`);
    for (const letter of "ABCDEFGHIJ")
      for (const way of ways) assert.equal(chosen(way.replace("%", letter), options), letter);
  });
});

describe("a choice", () => {
  const task = { kind: "choice" as const, options: cities, answer: "B" };

  it("is right or wrong, and says what was chosen", () => {
    const detail = (letter: string) => `The reply chose ${letter}, right is B.`;
    assert.deepEqual(choiceCheck.judge(task, "B", noTools), { kind: "judged", value: 1, detail: detail("B") });
    assert.deepEqual(choiceCheck.judge(task, "C", noTools), { kind: "judged", value: 0, detail: detail("C") });
    assert.deepEqual(choiceCheck.judge(task, "Hm.", noTools), {
      kind: "judged",
      value: 0,
      detail: "The reply does not end with one of the options.",
    });
  });

  it("cannot be checked when its answer is none of its options", () => {
    for (const answer of ["K", "", "AB", "1"]) {
      assert.throws(() => choiceCheck.judge({ ...task, answer }, "B", noTools), TaskError);
    }
  });
});
