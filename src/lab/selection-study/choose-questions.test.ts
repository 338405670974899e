import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chooseQuestions } from "./choose-questions.ts";
import { questionsOf } from "../../../test/support/lab/selection-study.ts";

const all = { complete: false, keepDuplicates: false, sample: null };

describe("the part of a matrix that is studied", () => {
  it("leaves out later questions of the same text, and those without outcomes, and says so", () => {
    const questions = questionsOf([
      { text: "Sort a list.", outcomes: { a: 1 } },
      { text: " Sort  a\nlist. ", outcomes: { b: 1 } },
      { text: "Reverse a list." },
      { text: "sort a list.", outcomes: { a: 0 } },
    ]);
    const { matrix, notes } = chooseQuestions(questions, all);
    assert.deepEqual(
      matrix.questions.map(({ id }) => id),
      ["q00", "q03"],
    );
    assert.deepEqual(matrix.models, ["a"]);
    assert.deepEqual(notes, [
      "1 questions without any outcome were left out.",
      "1 questions with the text of an earlier one were left out.",
    ]);
    assert.equal(chooseQuestions(questions, { ...all, keepDuplicates: true }).matrix.questions.length, 3);
  });

  it("keeps models without every outcome unless only complete ones are wanted", () => {
    const questions = questionsOf([{ outcomes: { b: 1, a: 0 } }, { outcomes: { b: 0.5 } }]);
    assert.deepEqual(chooseQuestions(questions, all).matrix.models, ["a", "b"]);
    const { matrix, notes } = chooseQuestions(questions, { ...all, complete: true });
    assert.deepEqual(matrix.models, ["b"]);
    assert.deepEqual(notes, ["1 models without an outcome on every question were left out."]);
  });

  it("asks for completeness of all questions, not of a sample's", () => {
    const outcomes = (index: number): Record<string, number> => (index === 7 ? { b: 1 } : { a: 1, b: 1 });
    const questions = questionsOf(Array.from({ length: 40 }, (_, index) => ({ outcomes: outcomes(index) })));
    for (const sample of [1, 2, 3]) {
      assert.deepEqual(
        chooseQuestions(questions, { ...all, complete: true, sample: { size: sample, seed: 1 } }).matrix.models,
        ["b"],
      );
    }
  });

  it("is a sample in the order of the file, the same every time with the same seed", () => {
    const questions = questionsOf(Array.from({ length: 60 }, () => ({ outcomes: { a: 1 } })));
    const idsOf = (size: number, seed: number): string[] =>
      chooseQuestions(questions, { ...all, sample: { size, seed } }).matrix.questions.map(({ id }) => id);
    const ids = idsOf(20, 1);
    assert.equal(new Set(ids).size, 20);
    assert.deepEqual(ids, ids.toSorted());
    assert.deepEqual(idsOf(20, 1), ids);
    assert.notDeepEqual(idsOf(20, 2), ids);
    assert.equal(idsOf(100, 1).length, 60);
  });

  it("is refused where no outcome, or no complete model, is left", () => {
    assert.throws(() => chooseQuestions(questionsOf([{}]), all), { name: "BankError", message: /No outcome/ });
    const apart = questionsOf([{ outcomes: { a: 1 } }, { outcomes: { b: 1 } }]);
    assert.throws(() => chooseQuestions(apart, { ...all, complete: true }), { message: /--complete/ });
  });
});
