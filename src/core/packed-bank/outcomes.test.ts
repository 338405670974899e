import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { OutcomePalette } from "./outcomes.ts";

const share = fc.float({ min: 0, max: 1, noNaN: true });
const outcome = fc.tuple(
  share,
  share.filter((weight) => weight > 0),
);

/** Returns the value and weight of a code. */
const decoded = (palette: OutcomePalette, code: number) => {
  const { values, weights } = palette.outcomes;
  return [values[code], weights[code]];
};

/** Returns a palette with 32,767 outcomes, none with a weight above 0.5. */
function fullPalette(): OutcomePalette {
  const palette = new OutcomePalette();
  for (let i = 1; i < 2 ** 15; i++) palette.codeOf(i / 2 ** 15, 0.5);
  return palette;
}

describe("the palette of outcomes", () => {
  it("gives distinct outcomes codes in the order they come, after the one for unknown", () => {
    const palette = new OutcomePalette();
    const come = [
      [1, 1],
      [0, 1],
      [1, 0.25],
      [1, 1],
      [0, 1],
    ] as const;
    assert.deepEqual(
      come.map(([value, weight]) => palette.codeOf(value, weight)),
      [1, 2, 3, 1, 2],
    );
    assert.deepEqual(palette.outcomes, {
      values: Float32Array.of(0, 1, 0, 1),
      weights: Float32Array.of(0, 1, 1, 0.25),
    });
  });

  it("keeps every outcome to the bit, one code for each", () => {
    fc.assert(
      fc.property(fc.array(outcome), (all) => {
        const palette = new OutcomePalette();
        const codes = all.map(([value, weight]) => palette.codeOf(value, weight));
        // Compared as text, in which 0 and -0 are the same.
        const names = new Set(all.map(([value, weight]) => `${value} ${weight}`));
        assert.equal(new Set(codes).size, names.size);
        codes.forEach((code, i) => {
          assert.ok(code > 0);
          assert.deepEqual(decoded(palette, code).map(String), all[i]!.map(String));
        });
      }),
    );
  });

  it("goes on where another one ended", () => {
    const first = new OutcomePalette();
    first.codeOf(1, 1);
    first.codeOf(1 / 3, 0.25);
    const second = new OutcomePalette(first.outcomes);
    assert.deepEqual([second.codeOf(0, 1), second.codeOf(1 / 3, 0.25), second.codeOf(1, 1)], [3, 2, 1]);
  });

  it("rounds to 1/180 what comes after 32,767 distinct outcomes, and keeps those", () => {
    const palette = fullPalette();
    assert.equal(palette.codeOf(77 / 2 ** 15, 0.5), 77);
    const late = palette.codeOf(0.123456, 0.999);
    assert.deepEqual([late, palette.codeOf(0.1235, 0.998)], [2 ** 15, 2 ** 15]);
    assert.deepEqual(decoded(palette, late), [Math.fround(22 / 180), 1]);
  });

  it("never runs out of codes of 16 bits, nor turns a known outcome into an unknown one", () => {
    const palette = fullPalette();
    let largest = 0;
    let least = 1;
    for (let value = 0; value <= 400; value++) {
      for (let weight = 1; weight <= 400; weight++) {
        const code = palette.codeOf(value / 400, weight / 400);
        largest = Math.max(largest, code);
        least = Math.min(least, code);
      }
    }
    assert.ok(least > 0 && largest < 2 ** 16);
    assert.ok(palette.outcomes.weights.subarray(1).every((weight) => weight > 0));
  });
});
