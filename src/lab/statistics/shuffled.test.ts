import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { randomStream } from "../../core/random.ts";
import { shuffled } from "./shuffled.ts";

describe("a shuffled order", () => {
  it("holds every number once, and is the same for the same seed", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer(), (size, seed) => {
        const order = shuffled(size, randomStream(seed, "x"));
        assert.deepEqual(
          order.toSorted((a, b) => a - b),
          [...Array(size).keys()],
        );
        assert.deepEqual(shuffled(size, randomStream(seed, "x")), order);
      }),
    );
  });

  it("is each order of three equally often", () => {
    const random = randomStream(1, "orders");
    const times = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(3, random).join("");
      times.set(order, (times.get(order) ?? 0) + 1);
    }
    assert.equal(times.size, 6);
    // Five standard deviations around 1000.
    for (const [order, count] of times) assert.ok(Math.abs(count - 1000) < 145, `${order}: ${count}`);
  });
});
