import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { utf8Bytes } from "../../core/tokens.ts";
import { cutText } from "./cut-text.ts";

describe("a text that is cut", () => {
  it("is the same text in pieces that fit, no character divided", () => {
    const anyText = fc.oneof(fc.string({ unit: "grapheme", maxLength: 300 }), fc.lorem({ maxCount: 60 }));
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 100 }), (text, bytes) => {
        const pieces = cutText(text, bytes);
        assert.equal(pieces.join(""), text);
        assert.ok(pieces.every((piece) => utf8Bytes(piece) <= bytes));
        // Half of a surrogate pair would be lost in UTF-8.
        assert.equal(pieces.map((piece) => Buffer.from(piece).toString()).join(""), text);
        assert.ok(pieces.length === 1 || pieces.every((piece) => piece !== ""));
      }),
    );
  });

  it("is cut between words, unless that would leave half a piece empty", () => {
    assert.deepEqual(cutText("one two three four", 10), ["one two ", "three four"]);
    assert.deepEqual(cutText("a bcdefghijklmnop", 10), ["a bcdefghi", "jklmnop"]);
  });

  it("stays whole where it fits, also when it is empty", () => {
    assert.deepEqual([cutText("", 10), cutText("äöü", 6), cutText("long", Infinity)], [[""], ["äöü"], ["long"]]);
  });
});
