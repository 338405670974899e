import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { neighboursAmong } from "./neighbours.ts";
import { supportQuestions } from "./support-questions.ts";

/** Returns the support among questions with these ids and similarities. */
function supportAmong(ids: readonly string[], similarity: readonly number[], base: number, gamma: number) {
  const near = neighboursAmong(Float32Array.from(similarity), base, gamma);
  return supportQuestions(near, { size: ids.length, id: (row) => ids[row]! }, base, gamma);
}

/** Returns the chosen ids, for similarities by id. */
function chosen(similarity: Readonly<Record<string, number>>, base: number, gamma: number): string[] {
  const ids = Object.keys(similarity);
  const support = supportAmong(ids, Object.values(similarity), base, gamma);
  return Array.from(support.rows, (row) => ids[row]!);
}

describe("the support questions of Eq. 3", () => {
  it("reach gamma times the N_sup_base-th largest similarity", () => {
    // The 2nd largest is 0.8, and 0.95 * 0.8 = 0.76: 0.77 is included although it is only third, 0.75 is not.
    const similarity = [0.75, 0.8, 0.1, 0.77, 0.9];
    const { threshold, rows, similarities } = supportAmong(["a", "b", "c", "d", "e"], similarity, 2, 0.95);
    assert.equal(threshold, 0.95 * Math.fround(0.8));
    assert.deepEqual(rows, Uint32Array.of(4, 1, 3));
    assert.deepEqual(similarities, Float32Array.of(0.9, 0.8, 0.77));
  });

  it("are measured by the smallest similarity when the bank has fewer than N_sup_base questions", () => {
    assert.deepEqual(chosen({ a: 0.5, b: 0.1, c: 0.9 }, 400, 1), ["c", "a", "b"]);
  });

  it("do not exist in an empty bank", () => {
    assert.deepEqual(supportAmong([], [], 20, 0.95), {
      threshold: 0,
      rows: new Uint32Array(),
      similarities: new Float32Array(),
    });
  });

  it("may miss the threshold by 1e-6 and not by more", () => {
    assert.deepEqual(chosen({ top: 0.5, within: 0.5 - 0.9e-6, beyond: 0.5 - 1.1e-6 }, 1, 1), ["top", "within"]);
  });

  it("never include a question of similarity 0, not even where the threshold is 0", () => {
    assert.deepEqual(chosen({ a: 0, b: 0.2, c: 0 }, 3, 0.95), ["b"]);
    assert.deepEqual(chosen({ a: 0, b: 0 }, 1, 0.95), []);
  });

  it("are all similar ones with gamma 0 and only the N_sup_base best with gamma 1", () => {
    const similarity = { a: 0.9, b: 0.001, c: 0, d: 0.8 };
    assert.deepEqual(chosen(similarity, 1, 0), ["a", "d", "b"]);
    assert.deepEqual(chosen(similarity, 2, 1), ["a", "d"]);
  });

  it("come in the order of similarities rounded to 1e-6, then of ids", () => {
    // 0.5000002 and 0.5 round to the same millionth; 0.500001 is the next one.
    assert.deepEqual(chosen({ b: 0.5000002, a: 0.5, c: 0.500001 }, 3, 0.9), ["c", "a", "b"]);
  });

  it("are those of the definition, for any similarities", () => {
    // A fine grid makes some values equal, some tied after rounding, and some just within or beyond the tolerance.
    const similarity = fc
      .integer({ min: 0, max: 40 })
      .map((step) => Math.fround(0.5 + step * 3e-7) * (step > 2 ? 1 : 0));
    const anywhere = fc.float({ min: 0, max: 1, noNaN: true });
    const base = fc.integer({ min: 1, max: 40 });
    const gamma = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
    const similarityLists = fc.array(fc.oneof(similarity, anywhere), { minLength: 1, maxLength: 35 });
    fc.assert(
      fc.property(similarityLists, base, gamma, (values, n, g) => {
        const ids = values.map((_, row) => `q${(row * 17) % 37}`);
        const threshold = g * values.toSorted((a, b) => b - a)[Math.min(n, values.length) - 1]!;
        const rounded = (row: number): number => Math.round(values[row]! / 1e-6);
        const rows = [...values.keys()]
          .filter((row) => values[row]! > 0 && values[row]! >= threshold - 1e-6)
          .sort((a, b) => rounded(b) - rounded(a) || (ids[a]! < ids[b]! ? -1 : 1));
        assert.deepEqual(supportAmong(ids, values, n, g), {
          threshold,
          rows: Uint32Array.from(rows),
          similarities: Float32Array.from(rows, (row) => values[row]!),
        });
      }),
      { numRuns: 500 },
    );
  });

  it("stay the same, in the same order, when the bank is permuted", () => {
    // A coarse grid of similarities makes ties common.
    const entry = fc.tuple(fc.string({ maxLength: 3 }), fc.integer({ min: 0, max: 10 }));
    const entries = fc.uniqueArray(entry, { minLength: 1, maxLength: 12, selector: ([id]) => id });
    const permuted = entries.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    const idsOf = (all: readonly (readonly [string, number])[], base: number, gamma: number): string[] => {
      const ids = all.map(([id]) => id);
      const similarity = all.map(([, tenths]) => tenths / 10);
      return Array.from(supportAmong(ids, similarity, base, gamma).rows, (row) => ids[row]!);
    };
    fc.assert(
      fc.property(
        permuted,
        fc.integer({ min: 1, max: 15 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (both, n, g) => {
          const [all, shuffled] = both;
          assert.deepEqual(idsOf(shuffled, n, g), idsOf(all, n, g));
        },
      ),
    );
  });
});
