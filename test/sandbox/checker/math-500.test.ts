import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { equalMath } from "../../../src/sandbox/checker/equal-math.ts";
import { published, questionsOf } from "../../support/bank-import/rows.ts";
import { mathAnswerIn } from "../../../src/core/reading/index.ts";
import { formatNamed } from "../../support/bank-import/format-named.ts";

const file = published("MATH-500.test.jsonl");

const spellings: Record<string, (answer: string) => string> = {
  boxed: (answer) => mathAnswerIn(`We find $\\boxed{${answer}}$.`) ?? "",
  stated: (answer) => mathAnswerIn(`Therefore the final answer is $${answer}$.`) ?? "",
  "without blanks": (answer) => answer.replace(/(?<!\\[a-zA-Z]*|\\) /gu, ""),
  "with other fractions and delimiters": (answer) =>
    answer.replace(/\\d?frac(?![a-zA-Z])/gu, "\\dfrac").replace(/\\(?:left|right)(?![a-zA-Z])/gu, ""),
};

describe("MATH-500's own answers", { skip: file.skip }, async () => {
  const questions = file.skip === false ? await questionsOf(formatNamed("math"), file.read()) : [];
  const answers = questions.map(({ task }) => (task.kind === "math" ? task.answer : ""));

  it("are 500", () => {
    assert.equal(answers.length, 500);
  });

  for (const [name, spell] of Object.entries(spellings)) {
    it(`equal themselves ${name}`, () => {
      assert.deepEqual(
        answers.filter((answer) => equalMath(answer, spell(answer)) !== true),
        [],
      );
    });
  }

  it("are found in the published solutions", () => {
    const rows = file
      .read()
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { answer: string; solution: string });
    assert.deepEqual(
      rows.filter(({ answer, solution }) => equalMath(answer, mathAnswerIn(solution) ?? "") !== true),
      [],
    );
  });

  it("differ from the next question's, but for those that are the same", () => {
    const equal = answers.flatMap((answer, index) => {
      const next = answers[(index + 1) % answers.length] ?? "";
      return equalMath(answer, next) === false ? [] : [`${answer} and ${next}`];
    });
    assert.deepEqual(
      equal.filter((pair) => !/^(.*) and \1$/.test(pair)),
      ["5 and x=5"],
    );
  });
});
