import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { plainLine } from "./plain-line.ts";

describe("text on a plain line", () => {
  it("holds no line breaks, control characters or turns of direction", () => {
    assert.equal(plainLine(" a\r\n\tb\u0000\u001b[31mc\u202ed\u200b ", 80), "a b [31mc d");
  });

  it("is cut with a mark where it is too long", () => {
    assert.equal(plainLine("abcdef", 6), "abcdef");
    assert.equal(plainLine("abcdefg", 6), "abcde…");
    assert.equal(plainLine(`ab${" ".repeat(1000)}c`, 6), "ab…");
  });

  it("is never longer than asked and never half a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 40 }), (text, most) => {
        const line = plainLine(text, most);
        assert.ok(Array.from(line).length <= most);
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}]/u);
        assert.equal(plainLine(line, most), line);
      }),
    );
  });
});
