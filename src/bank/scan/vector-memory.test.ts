import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { normalise } from "../../core/embedding.ts";
import { packBank, type PackedBank } from "../../core/packed-bank/index.ts";
import { neighboursAmong, similarities } from "../../core/selection/index.ts";
import { repetitions } from "../../../test/support/deep.ts";
import { type Engine, hostEngine, scannedVectors } from "./vector-memory.ts";

const SPACE = "space";

function packed(vectors: readonly ArrayLike<number>[], allocate?: typeof scannedVectors): PackedBank {
  const entries = vectors.map((vector, row) => {
    const task = { kind: "open" as const };
    return {
      question: { id: `q${row}`, source: "s", split: "bank" as const, question: "?", task, capability: {} },
      vector,
    };
  });
  return packBank(SPACE, entries, allocate);
}

const embedded = (vector: ArrayLike<number>) => ({ space: SPACE, vector: normalise(vector) });

/** Vectors of one length 1..70 that have a direction, and further vectors of the same length. */
const vectors = (least: number, most: number) =>
  fc.integer({ min: 1, max: 70 }).chain((dimension) => {
    const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
    const vector = fc
      .array(coordinate, { minLength: dimension, maxLength: dimension })
      .filter((values) => Math.hypot(...values) > 1e-3)
      .map(normalise);
    return fc.tuple(fc.array(vector, { minLength: least, maxLength: most, size: "max" }), vector, vector);
  });

describe("the scan in WebAssembly", () => {
  it("equals the plain scan within 1e-6, for any number and length of vectors and one question after another", () => {
    fc.assert(
      fc.property(vectors(0, 67), ([rows, ...questions]) => {
        const [plain, scanned] = [packed(rows), packed(rows, scannedVectors)];
        assert.equal(plain.scan, undefined);
        assert.equal(scanned.scan !== undefined, rows.length > 0);
        for (const question of questions.map(embedded)) {
          const expected = similarities(plain, question);
          const found = similarities(scanned, question);
          assert.equal(found.length, rows.length);
          // NaN fails this comparison.
          assert.ok(found.every((value, row) => value >= 0 && Math.abs(value - expected[row]!) <= 1e-6));
        }
      }),
    );
  });

  it("meets every residue of N and d", () => {
    for (let rows = 1; rows <= 9; rows++) {
      for (let dimension = 1; dimension <= 33; dimension++) {
        const all = Array.from({ length: rows }, (_, row) =>
          normalise(Array.from({ length: dimension }, (_, i) => Math.sin(1 + row * 7 + i * 3))),
        );
        const question = embedded(Array.from({ length: dimension }, (_, i) => Math.cos(i)));
        const expected = similarities(packed(all), question);
        similarities(packed(all, scannedVectors), question).forEach((value, row) => {
          assert.ok(Math.abs(value - expected[row]!) <= 1e-6, `N = ${rows}, d = ${dimension}, row ${row}`);
        });
      }
    }
  });

  it("clamps negative cosines to 0", () => {
    const bank = packed([[1, 0], [-1, 0], [0, 1], normalise([-3, 4])], scannedVectors);
    assert.deepEqual([...similarities(bank, embedded([1, 0]))], [1, 0, 0, 0]);
  });

  it("works on the bank's only copy of the vectors and gives a new array each time", () => {
    const bank = packed([[1, 0]], scannedVectors);
    const first = similarities(bank, embedded([1, 0]));
    bank.vectors.set([0, 1]);
    assert.deepEqual([...similarities(bank, embedded([1, 0]))], [0]);
    assert.deepEqual([...first], [1]);
  });

  it("still refuses a question of another space or length", () => {
    const bank = packed([[1, 0]], scannedVectors);
    for (const question of [{ ...embedded([1, 0]), space: "another" }, embedded([1, 0, 0])]) {
      assert.throws(() => similarities(bank, question), { name: "EmbeddingSpaceError" });
    }
  });
});

describe("the search in WebAssembly", () => {
  it("finds what the plain search finds in the scan's result, one question after another", () => {
    const gamma = fc.oneof(fc.constantFrom(0, 0.95, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(vectors(1, 67), fc.integer({ min: 1, max: 70 }), gamma, ([rows, ...questions], base, tolerance) => {
        const { scan, neighbours } = packed(rows, scannedVectors);
        for (const question of questions) {
          assert.deepEqual(neighbours!(question, base, tolerance), neighboursAmong(scan!(question), base, tolerance));
        }
      }),
      { numRuns: repetitions(60, 1000) },
    );
  });

  it("finds nobody where all similarities are 0", () => {
    const { neighbours } = packed(
      [
        [-1, 0],
        [0, 1],
        [0, -1],
        [-1, 0],
        [0, 1],
      ],
      scannedVectors,
    );
    assert.equal(neighbours!(Float32Array.of(1, 0), 3, 0.95).rows.length, 0);
  });

  it("gives new arrays each time", () => {
    const { neighbours } = packed(
      [
        [1, 0],
        [0, 1],
      ],
      scannedVectors,
    );
    const first = neighbours!(Float32Array.of(1, 0), 1, 1);
    neighbours!(Float32Array.of(0, 1), 1, 1);
    assert.deepEqual(first, { rows: Uint32Array.of(0), similarities: Float32Array.of(1) });
  });

  it("neither counts outside its bins nor loses anyone where vectors are longer than they should be", () => {
    const { scan, neighbours, vectors } = packed(
      [
        [3, 0],
        [2000, 0],
        [0.5, 0],
      ],
      scannedVectors,
    );
    const before = [...vectors];
    const found = neighbours!(Float32Array.of(1, 0), 3, 0.1);
    assert.deepEqual([...scan!(Float32Array.of(1, 0))], [3, 2000, 0.5]);
    assert.deepEqual(found.rows, Uint32Array.of(0, 1, 2));
    assert.deepEqual([...vectors], before);
  });
});

describe("room for vectors", () => {
  const host = hostEngine!;
  const unable = (error: Error) =>
    function () {
      throw error;
    } as never;

  it("is plain memory without a scan where WebAssembly, SIMD or memory is missing", () => {
    const engines: Record<string, Engine | null> = {
      "no WebAssembly": null,
      "no SIMD": { Memory: host.Memory, Instance: host.Instance, Module: unable(new Error("Wasm SIMD unsupported")) },
      "no memory": { Module: host.Module, Instance: host.Instance, Memory: unable(new RangeError("out of memory")) },
    };
    for (const [name, engine] of Object.entries(engines)) {
      const bank = packed(
        [
          [1, 0],
          [0, 1],
        ],
        (rows, dimension) => scannedVectors(rows, dimension, engine),
      );
      assert.deepEqual([bank.scan, bank.neighbours], [undefined, undefined], name);
      assert.deepEqual([...similarities(bank, embedded([3, 4]))], [0.6, 0.8].map(Math.fround), name);
    }
  });

  it("needs no scan where there is nothing to scan", () => {
    assert.deepEqual(scannedVectors(0, 384), { vectors: new Float32Array() });
    assert.deepEqual(scannedVectors(3, 0), { vectors: new Float32Array() });
  });
});
