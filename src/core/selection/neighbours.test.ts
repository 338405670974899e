import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bankOf, embedded } from "../../../test/support/core/banks.ts";
import type { Neighbours } from "../packed-bank/index.ts";
import { neighbours, neighboursAmong } from "./neighbours.ts";

describe("the neighbours of a question", () => {
  it("are the rows that may reach the threshold, with their similarities", () => {
    const bank = bankOf([{ vector: [1, 0] }, { vector: [-1, 0] }, { vector: [3, 4] }, { vector: [0, 1] }]);
    const found = neighbours(bank, embedded(1, 0), 2, 0.95);
    assert.deepEqual(found, { rows: Uint32Array.of(0, 2), similarities: Float32Array.of(1, 0.6) });
  });

  it("are nobody in an empty bank", () => {
    const nobody = { rows: new Uint32Array(), similarities: new Float32Array() };
    assert.deepEqual(neighbours(bankOf([]), embedded(1, 2, 3), 20, 0.95), nobody);
  });

  it("hold every question above 0 that reaches gamma times the n-th largest, in the bank's order", () => {
    const similarity = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(similarity, fc.integer({ min: 1, max: 70 }), share, (values, n, gamma) => {
        const { rows, similarities } = neighboursAmong(Float32Array.from(values), n, gamma);
        assert.deepEqual(
          [...rows],
          [...rows].sort((a, b) => a - b),
        );
        rows.forEach((row, i) => {
          assert.equal(similarities[i], values[row]);
        });
        const nth = values.toSorted((a, b) => b - a)[Math.min(n, values.length) - 1]!;
        values.forEach((value, row) => {
          if (value > 0 && value >= gamma * nth - 1e-6) assert.ok(rows.includes(row), `row ${row} is missing`);
          if (value === 0) assert.ok(!rows.includes(row), `row ${row} has similarity 0`);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("come from the bank's own search where it has one, after the same checks", () => {
    const asked: unknown[] = [];
    const found: Neighbours = { rows: Uint32Array.of(0), similarities: Float32Array.of(0.25) };
    const search = (...parameters: unknown[]): Neighbours => {
      asked.push(parameters);
      return found;
    };
    const bank = { ...bankOf([{}]), neighbours: search };
    const question = embedded(3, 4);
    assert.equal(neighbours(bank, question, 20, 0.5), found);
    for (const other of [{ ...question, space: "another" }, embedded(1, 0, 0)]) {
      assert.throws(() => neighbours(bank, other, 20, 0.5), { name: "EmbeddingSpaceError" });
    }
    assert.deepEqual(asked, [[question.vector, 20, 0.5]]);
  });
});
