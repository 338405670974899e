import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { calibrated, similarityThresholds } from "./similarity-thresholds.ts";

const BUILT_IN = "built-in/feature-hashing-384/2";
const known = { agreement: 0.93, nearDuplicate: 0.96, measured: true };

describe("thresholds of similarity", () => {
  it("are those measured on real data where there are some, calibrated or not", () => {
    assert.deepEqual(similarityThresholds(BUILT_IN), { agreement: 0.96, nearDuplicate: 0.97, measured: true });
    assert.deepEqual(similarityThresholds(BUILT_IN, new Map([[BUILT_IN, known]])), similarityThresholds(BUILT_IN));
  });

  it("are else those calibrated for just that space", () => {
    assert.deepEqual(similarityThresholds("other", new Map([["other", known]])), known);
    assert.equal(similarityThresholds("third", new Map([["other", known]])).measured, false);
  });

  it("are careful where nobody measured, as in the space of an older version", () => {
    const careful = { agreement: 0.98, nearDuplicate: 0.98, measured: false };
    assert.deepEqual(similarityThresholds("new"), careful);
    assert.deepEqual(similarityThresholds("built-in/feature-hashing-384/1"), careful);
  });
});

describe("a calibration", () => {
  const apart = { same: [0.99, 0.98, 0.97], different: [0.4, 0.5, 0.94] };

  it("takes the lowest threshold at which nine of ten pairs are the same", () => {
    // At 0.95 and above there is no different pair.
    assert.deepEqual(calibrated(apart, apart), { agreement: 0.95, nearDuplicate: 0.95, measured: true });
    // One different pair of ten is accepted, two are not.
    const nine = Array.from({ length: 9 }, () => 0.97);
    assert.equal(calibrated({ same: nine, different: [0.95, ...nine.map(() => 0)] }, apart).agreement, 0.9);
    assert.equal(calibrated({ same: nine, different: [0.95, 0.95, ...nine.map(() => 0)] }, apart).agreement, 0.96);
  });

  it("counts both kinds alike, however many pairs there are of each", () => {
    const few = { same: [0.99], different: [0.96, 0.3] };
    const many = { same: Array.from({ length: 100 }, () => 0.99), different: few.different };
    assert.deepEqual(calibrated(few, few), calibrated(many, many));
  });

  it("is careful where no threshold parts them, and says so", () => {
    const mixed = { same: [0.9, 0.99], different: [0.91, 0.99] };
    assert.deepEqual(calibrated(mixed, mixed), { agreement: 0.98, nearDuplicate: 0.98, measured: false });
    const low = { same: [0.5], different: [0.1] };
    assert.equal(calibrated(low, apart).measured, false);
  });

  it("never leaves its bounds", () => {
    const cosines = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
    const judged = fc.record({ same: cosines, different: cosines });
    fc.assert(
      fc.property(judged, judged, (replies, questions) => {
        const { agreement, nearDuplicate } = calibrated(replies, questions);
        assert.ok(agreement >= 0.9 && agreement <= 0.98);
        assert.ok(nearDuplicate >= 0.95 && nearDuplicate <= 0.98);
      }),
    );
  });

  it("needs pairs of both kinds", () => {
    assert.throws(() => calibrated({ same: [], different: [0.1] }, apart), RangeError);
    assert.throws(() => calibrated(apart, { same: [0.9], different: [] }), RangeError);
  });
});
