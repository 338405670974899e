import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { frameOf, windowsOfTokens } from "./windows.ts";

const frame = { before: [101], after: [102] };

const rows = (windows: readonly Int32Array[]) => windows.map((window) => [...window]);

describe("a text's windows", () => {
  it("are one for a text that fits, with the model's own tokens around it", () => {
    assert.deepEqual(rows(windowsOfTokens([1, 2, 3], 5, frame)), [[101, 1, 2, 3, 102]]);
  });

  it("are as many as are needed, each in its own frame, the last one shorter", () => {
    assert.deepEqual(rows(windowsOfTokens([1, 2, 3, 4, 5], 4, frame)), [
      [101, 1, 2, 102],
      [101, 3, 4, 102],
      [101, 5, 102],
    ]);
  });

  it("are one with nothing but the model's own tokens for a text without tokens", () => {
    assert.deepEqual(rows(windowsOfTokens([], 4, frame)), [[101, 102]]);
  });

  it("are refused where the model's own tokens fill the window", () => {
    assert.throws(() => windowsOfTokens([1], 2, frame), /no room/);
  });

  it("keep every token once and in order, and none is longer than the model allows", () => {
    const tokens = fc.array(fc.nat(30_000), { maxLength: 200 });
    fc.assert(
      fc.property(tokens, fc.integer({ min: 3, max: 40 }), (all, length) => {
        const windows = rows(windowsOfTokens(all, length, frame));
        assert.deepEqual(
          windows.flatMap((window) => window.slice(1, -1)),
          all,
        );
        assert.ok(windows.every((window) => window.length <= length && window[0] === 101 && window.at(-1) === 102));
        assert.equal(windows.length, Math.max(1, Math.ceil(all.length / (length - 2))));
      }),
    );
  });
});

describe("a model's own tokens", () => {
  it("are what stands around a text", () => {
    assert.deepEqual(frameOf([101, 7, 8, 102], [7, 8]), frame);
    assert.deepEqual(frameOf([7, 1], [7]), { before: [], after: [1] });
    assert.deepEqual(frameOf([7], [7]), { before: [], after: [] });
  });

  it("are none where the text's tokens do not show among them", () => {
    assert.deepEqual(frameOf([101, 9, 102], [7]), { before: [], after: [] });
  });
});
