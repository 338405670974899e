import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { BINS, histogramOf, leastSimilarity } from "./similarity-histogram.ts";

const similarity = fc.array(fc.oneof(fc.float({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1)), {
  minLength: 1,
  maxLength: 60,
});
describe("the histogram of similarities", () => {
  it("counts each once, in bins that ascend", () => {
    const values = Float32Array.of(1, 0.5, 0.25, 0.5, 0);
    const counts = histogramOf(values);
    const filled = [...counts.entries()].filter(([, count]) => count > 0);
    assert.deepEqual([counts.length, filled.map(([, count]) => count)], [BINS, [1, 1, 2, 1]]);
  });

  it("gives a bound just below gamma times the n-th largest, for any similarities", () => {
    const n = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(similarity, n, fc.double({ min: 0, max: 1, noNaN: true }), (values, n, gamma) => {
        const rank = Math.min(n, values.length);
        const threshold = gamma * values.toSorted((a, b) => b - a)[rank - 1]!;
        const least = leastSimilarity(histogramOf(Float32Array.from(values)), rank, gamma) + 1e-6;
        assert.ok(least <= threshold + 1e-15, `${least} is above ${threshold}`);
        assert.ok(least >= threshold * (63 / 64) - 1e-15, `${least} is far below ${threshold}`);
      }),
      { numRuns: 300 },
    );
  });

  it("gives a bound below every similarity where there are fewer than n", () => {
    assert.equal(leastSimilarity(histogramOf(Float32Array.of(0.5, 1)), 3, 1), -1e-6);
  });

  it("takes rounding above 1", () => {
    const values = Float32Array.of(1.000001, 0.5);
    assert.equal(leastSimilarity(histogramOf(values), 1, 1), 1 - 1e-6);
  });
});
