import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { arrivedBehind, lastArrived, layersOf, unread } from "./layers.ts";

describe("layers", () => {
  it("read the whole layer before them, and the last one is read by nobody", () => {
    assert.deepEqual(layersOf(6, 3), [[], [], [0, 1], [0, 1], [2, 3], [2, 3]]);
    assert.deepEqual(unread(layersOf(6, 3), 6), [4, 5]);
    assert.deepEqual([layersOf(0, 3), unread([], 2)], [[], [0, 1]]);
  });

  it("give way to the one before where nothing of them arrived", () => {
    const reads = layersOf(6, 3);
    const behind = (...arrived: number[]) => arrivedBehind([4, 5], reads, (index) => arrived.includes(index));
    assert.deepEqual([behind(0, 2, 5), behind(0, 2), behind(0), behind()], [[5], [2], [0], []]);
  });

  it("end with the latest one that brought anything", () => {
    const shape = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
    const world = shape.chain(([size, layers]) => {
      const total = size * layers;
      return fc.tuple(fc.constant({ size, layers }), fc.array(fc.boolean(), { minLength: total, maxLength: total }));
    });
    fc.assert(
      fc.property(world, ([{ size, layers }, came]) => {
        const last = lastArrived(
          layersOf(size * layers, layers),
          came.map((one) => (one ? "reference" : null)),
        );
        const latest = Math.floor(came.lastIndexOf(true) / size);
        const expected = came.flatMap((one, index) => (one && Math.floor(index / size) === latest ? [index] : []));
        assert.deepEqual(last, expected);
      }),
    );
  });
});
