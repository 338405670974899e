import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { givenSplit, randomSplit } from "./split.ts";
import { questionsOf } from "../../../test/support/lab/selection-study.ts";

describe("a random split", () => {
  it("puts every question into bank or test, never into both", () => {
    const share = fc.double({ min: 0.1, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 80 }), share, fc.nat(), (size, testShare, seed) => {
        const { bank, test } = randomSplit(questionsOf(Array(size).fill({})), testShare, seed);
        assert.deepEqual(
          [...bank, ...test].sort((a, b) => a - b),
          [...Array(size).keys()],
        );
        assert.equal(test.length, Math.round(size * testShare));
      }),
    );
  });

  it("is another one with another seed, and the same with the same", () => {
    const questions = questionsOf(Array(40).fill({}));
    assert.deepEqual(randomSplit(questions, 0.3, 1), randomSplit(questions, 0.3, 1));
    assert.notDeepEqual(randomSplit(questions, 0.3, 1).test, randomSplit(questions, 0.3, 2).test);
  });

  it("is refused where nothing would be left on one side", () => {
    assert.throws(() => randomSplit(questionsOf([{}]), 0.3, 1), {
      name: "BankError",
      message: /1 .* bank and 0 to test/,
    });
  });
});

describe("a given split", () => {
  it("is the questions' own", () => {
    const questions = questionsOf([{ split: "test" }, {}, { split: "test" }]);
    assert.deepEqual(givenSplit(questions, 7), { seed: 7, bank: [1], test: [0, 2] });
  });

  it("is refused where nothing is tested", () => {
    assert.throws(() => givenSplit(questionsOf([{}, {}]), 1), { name: "BankError" });
  });
});
