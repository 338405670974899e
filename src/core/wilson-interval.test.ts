import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { wilsonInterval } from "./wilson-interval.ts";

describe("Wilson's interval", () => {
  it("gives the values of the textbook", () => {
    const rounded = (share: number, count: number) => wilsonInterval(share, count).map((end) => end.toFixed(3));
    assert.deepEqual(rounded(0.5, 10), ["0.237", "0.763"]);
    assert.deepEqual(rounded(0.9, 40), ["0.769", "0.960"]);
    assert.deepEqual(rounded(0, 10), ["0.000", "0.278"]);
  });

  it("holds the share, stays within [0, 1], and narrows as more is known", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 1e6 }), (share, count) => {
        const [low, high] = wilsonInterval(share, count);
        assert.ok(low >= 0 && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1);
        const [lower, higher] = wilsonInterval(share, 4 * count);
        assert.ok(higher - lower < high - low);
      }),
    );
  });
});
