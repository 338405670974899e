import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { mostSimilarFirst } from "./most-similar-first.ts";

describe("the order of neighbours", () => {
  it("is that of a sort by similarity, and keeps each with its row", () => {
    const row = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const neighbour = fc.tuple(row, fc.float({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.uniqueArray(neighbour, { selector: ([, similarity]) => similarity + 0 }), (all) => {
        const rows = Uint32Array.from(all, ([row]) => row);
        const similarities = Float32Array.from(all, ([, similarity]) => similarity);
        const sorted = all.toSorted(([, a], [, b]) => b - a);
        const found = mostSimilarFirst({ rows, similarities });
        assert.deepEqual(
          Array.from(found.rows, (row, i) => [row, found.similarities[i]]),
          sorted,
        );
        assert.deepEqual(
          rows,
          Uint32Array.from(all, ([row]) => row),
        );
      }),
    );
  });
});
