import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { OutcomePalette } from "../packed-bank/index.ts";
import { type KnownOutcomes, knownOutcomes } from "./known-outcomes.ts";

type Cell = number | null | readonly [value: number, weight: number];

/** Returns what a table of outcomes says: null is unknown, a number has weight 1. */
function saidBy(table: readonly (readonly Cell[])[]): KnownOutcomes & { readonly rows: Uint32Array } {
  const palette = new OutcomePalette();
  const codes = table.flat().map((cell) => {
    if (cell === null) return 0;
    const [value, weight] = typeof cell === "number" ? [cell, 1] : cell;
    return palette.codeOf(value, weight);
  });
  const { rows, outcomes } = knownOutcomes({
    capability: Uint16Array.from(codes),
    models: (table[0] ?? []).map((_, model) => `model ${model}`),
    outcomes: palette.outcomes,
    ids: table.map((_, row) => `q${row}`),
  });
  return { rows, ...outcomes };
}

const near = (found: number | undefined, wanted: number, within = 1e-6): void => {
  assert.ok(found !== undefined && Math.abs(found - wanted) <= within, `${found} is not ${wanted}`);
};

describe("what outcomes say", () => {
  it("adds up to the known outcomes", () => {
    const outcome = fc.constantFrom(0, 0.25, 1);
    const cell: fc.Arbitrary<Cell> = fc.oneof(
      fc.constant(null),
      fc.tuple(outcome, fc.constantFrom(0.1, 0.5, 1)),
      outcome,
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), (table) => {
        const { rows, mean, shifts, residuals, known } = saidBy(table);
        rows.forEach((row, place) => {
          (table[row] as readonly Cell[]).forEach((cell, model) => {
            const [value, weight] = cell === null ? [0, 0] : typeof cell === "number" ? [cell, 1] : cell;
            near(known[place * 3 + model], weight);
            const expected = (mean[model] as number) + (shifts[place] as number);
            near(residuals[place * 3 + model], weight * (value - expected));
          });
        });
      }),
    );
  });

  it("leaves out questions without a known outcome, which change nothing else", () => {
    const known: Cell[][] = [
      [1, null],
      [0, 1],
      [null, 1],
    ];
    const { rows, ...withGap } = saidBy([...known.slice(0, 1), [null, null], ...known.slice(1)]);
    assert.deepEqual(Array.from(rows), [0, 2, 3]);
    const { rows: _, ...without } = saidBy(known);
    assert.deepEqual(withGap, without);
  });

  it("gives a model without an outcome the mean of the models", () => {
    const rows: Cell[][] = Array.from({ length: 40 }, (_, row) => [row % 2, row % 4 === 0 ? 1 : 0, null]);
    const { mean } = saidBy(rows);
    near(mean[2], ((mean[0] as number) + (mean[1] as number)) / 2, 0.01);
  });

  it("does not take a model for good because it was asked easy questions only", () => {
    // Half of the questions are easy: everybody is right. The last model was asked only these.
    const easy: Cell[][] = Array.from({ length: 100 }, () => [1, 1, 1, 1]);
    const hard: Cell[][] = Array.from({ length: 100 }, () => [0, 0, 0, null]);
    const { mean } = saidBy([...easy, ...hard]);
    assert.ok((mean[3] as number) < 0.7, String(mean[3]));
    near(mean[0], 0.5, 0.1);
  });
});
