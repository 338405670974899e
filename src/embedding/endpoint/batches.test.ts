import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { batchesOf } from "./batches.ts";

const sum = (sizes: readonly number[]): number => sizes.reduce((all, one) => all + one, 0);

describe("requests for many texts", () => {
  it("hold every text once, no more than they may, and no fewer than they need", () => {
    const sizes = fc.array(fc.nat(50), { maxLength: 40 });
    const capacity = fc.record({ texts: fc.integer({ min: 1, max: 8 }), bytes: fc.integer({ min: 1, max: 120 }) });
    fc.assert(
      fc.property(sizes, capacity, (all, { texts, bytes }) => {
        const batches = batchesOf(all, { texts, bytes });
        assert.deepEqual(
          batches.flat().sort((a, b) => a - b),
          [...all.keys()],
        );
        const sizesOf = (batch: readonly number[] = []) => batch.map((place) => all[place] as number);
        batches.forEach((batch, at) => {
          assert.ok(batch.length <= texts);
          assert.ok(batch.length === 1 || sum(sizesOf(batch)) <= bytes);
          const [next = Infinity] = sizesOf(batches[at + 1]);
          assert.ok(batch.length === texts || sum(sizesOf(batch)) + next > bytes);
        });
      }),
    );
  });

  it("have the long texts together", () => {
    assert.deepEqual(batchesOf([9, 1, 8, 2], { texts: 2, bytes: 100 }), [
      [1, 3],
      [2, 0],
    ]);
  });
});
