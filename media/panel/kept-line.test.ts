import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Lines, movedBy } from "./kept-line.ts";

const view = { top: 100, bottom: 300 };

/** Returns lines of 20 pixels each, one below another. */
function linesFrom(top: number, ...texts: readonly string[]): Lines {
  return new Map(texts.map((text, index) => [text, { top: top + index * 20, bottom: top + (index + 1) * 20 }]));
}

describe("how far a line that is read has moved", () => {
  it("is as far as the one in the middle of what was in view", () => {
    const before = linesFrom(100, "a", "b", "c", "d", "e");
    const after = new Map([...linesFrom(100, "a", "b"), ...linesFrom(160, "c"), ...linesFrom(400, "d", "e")]);
    assert.equal(movedBy(before, after, view), 20);
  });

  it("is as far as the nearest one that is still there", () => {
    const before = linesFrom(100, "a", "b", "c", "d", "e");
    assert.equal(movedBy(before, linesFrom(130, "a", "b"), view), 30);
    assert.equal(movedBy(before, linesFrom(90, "e"), view), -90);
  });

  it("does not depend on what was out of view", () => {
    const before = linesFrom(-1000, ...Array.from({ length: 56 }, (_, line) => `above ${line}`), "a", "b");
    assert.equal(movedBy(before, new Map([...linesFrom(0, "above 3"), ...linesFrom(125, "a")]), view), 5);
  });

  it("is nothing where no line is left, or none was in view", () => {
    assert.equal(movedBy(linesFrom(100, "a"), linesFrom(500, "b"), view), 0);
    assert.equal(movedBy(linesFrom(400, "a"), linesFrom(500, "a"), view), 0);
    assert.equal(movedBy(new Map(), linesFrom(500, "a"), view), 0);
  });

  it("is that of a paragraph where the middle lies within it", () => {
    const before: Lines = new Map([
      ["short", { top: 100, bottom: 120 }],
      ["long", { top: 120, bottom: 300 }],
    ]);
    const after: Lines = new Map([
      ["short", { top: 100, bottom: 120 }],
      ["long", { top: 150, bottom: 330 }],
    ]);
    assert.equal(movedBy(before, after, view), 30);
  });
});
