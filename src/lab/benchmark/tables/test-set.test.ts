import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { difference, meanAndDeviation, meanOf, percentile95, quotient } from "./figures.ts";
import { TestSet } from "./test-set.ts";
import { outcomesOf } from "../../../../test/support/lab/tables.ts";
import { smcs, systemVariant } from "./variants.ts";

const router = systemVariant("simple-router");

describe("a test set", () => {
  it("is the same in whatever order the outcomes come", () => {
    const outcomes = [
      ...outcomesOf(smcs, { "a-2": 1, "b-1": 0, "a-1": 0.5 }),
      ...outcomesOf(router, { "b-1": 1, "a-1": null }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(outcomes, { minLength: outcomes.length }), (shuffled) => {
        const test = new TestSet(shuffled);
        assert.deepEqual(
          test.questions.map(({ id }) => id),
          ["a-1", "a-2", "b-1"],
        );
        assert.deepEqual(test.sources, [
          { name: "a", questions: 2 },
          { name: "b", questions: 1 },
        ]);
        assert.deepEqual([...test.correct(smcs)], [0.5, 1, 0]);
        assert.deepEqual([...test.correct(router)], [NaN, NaN, 1]);
      }),
    );
  });
});

describe("figures", () => {
  const test = new TestSet([
    ...outcomesOf(smcs, { "a-1": 1, "a-2": 0, "a-3": 1, "b-1": 0 }),
    ...outcomesOf(router, { "a-1": 0, "a-2": null, "b-1": 1 }),
  ]);

  it("average over questions, or over data sets with the same weight each", () => {
    assert.equal(meanOf(test, test.correct(smcs)).value, 0.5);
    // Data set a: 2/3, b: 0.
    assert.ok(Math.abs((meanOf(test, test.correct(smcs), "data sets").value ?? 0) - 1 / 3) < 1e-12);
  });

  it("compare on the questions that both know", () => {
    const more = difference(test.correct(router), test.correct(smcs));
    assert.deepEqual([...more], [-1, NaN, NaN, 1]);
    assert.equal(meanOf(test, more).value, 0);
  });

  it("have an interval that holds the value, and none where nothing is known", () => {
    const { value, interval } = meanOf(test, test.correct(smcs));
    assert.ok(value !== null && interval != null);
    assert.ok(interval[0] <= value && value <= interval[1] && interval[0] < interval[1]);
    assert.deepEqual(quotient(test, new Float64Array(4), new Float64Array(4)), { value: null });
  });

  it("know the 95th of a hundred and the deviation of a sample", () => {
    assert.equal(percentile95(Float64Array.from({ length: 100 }, (_, index) => 100 - index)), 95);
    assert.equal(percentile95(Float64Array.of(3, NaN)), 3);
    assert.equal(percentile95(Float64Array.of(NaN)), null);
    assert.deepEqual(meanAndDeviation([1, 3]), { value: 2, deviation: Math.SQRT2 });
    assert.deepEqual(meanAndDeviation([1]), { value: 1 });
  });
});
