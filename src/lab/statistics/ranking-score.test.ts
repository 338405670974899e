import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { comparedPairs, countPairs } from "./ranking-score.ts";

describe("Eq. 8 on one question", () => {
  it("compares each wrong model with each right one", () => {
    const pairs = comparedPairs([1, 0, 1, 0], "right-wrong");
    // Worse, better: 1-0, 1-2, 3-0, 3-2. Right order: 1-0 (.9 > .2), 1-2 (.5 > .2), 3-0 (.9 > .5); 3-2 is tied.
    assert.deepEqual(pairs, [1, 0, 1, 2, 3, 0, 3, 2]);
    assert.deepEqual(countPairs(pairs, [0.9, 0.2, 0.5, 0.5]), { pairs: 4, higher: 3, tied: 1 });
  });

  it("takes a model for right from one half on, or asks for half a point between two", () => {
    const outcomes = [0.4, 0.5, 0.9];
    assert.deepEqual(comparedPairs(outcomes, "right-wrong"), [0, 1, 0, 2]);
    assert.deepEqual(comparedPairs(outcomes, "half-apart"), [0, 2]);
  });

  it("is nothing where all are right", () => {
    assert.deepEqual(countPairs(comparedPairs([1, 0.5], "right-wrong"), [1, 2]), { pairs: 0, higher: 0, tied: 0 });
  });

  it("stays as it is when the models change places", () => {
    const model = fc.record({ outcome: fc.constantFrom(0, 0.3, 0.5, 1), value: fc.constantFrom(0, 1, 2) });
    const both = fc
      .array(model, { maxLength: 8 })
      .chain((models) =>
        fc.tuple(
          fc.constant(models),
          fc.shuffledSubarray(models, { minLength: models.length, maxLength: models.length }),
        ),
      );
    fc.assert(
      fc.property(both, fc.constantFrom("right-wrong", "half-apart"), (orders, rule) => {
        const [counts, others] = orders.map((models) =>
          countPairs(
            comparedPairs(
              models.map(({ outcome }) => outcome),
              rule,
            ),
            models.map(({ value }) => value),
          ),
        );
        assert.deepEqual(counts, others);
      }),
    );
  });
});
