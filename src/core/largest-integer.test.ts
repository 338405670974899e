import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { largestInteger } from "./largest-integer.ts";

describe("the largest whole number that fits", () => {
  it("is the same as by trying all", () => {
    const [least, length, limit] = [fc.nat(50), fc.nat(100), fc.integer({ min: -10, max: 160 })];
    fc.assert(
      fc.property(least, length, limit, (from, count, most) => {
        const all = Array.from({ length: count + 1 }, (_, index) => from + index);
        const expected = all.filter((value) => value <= most).at(-1) ?? null;
        assert.equal(
          largestInteger(from, from + count, (value) => value <= most),
          expected,
        );
      }),
    );
  });
});
