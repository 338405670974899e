import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { comparableText } from "./question-text.ts";

describe("a question's comparable text", () => {
  it("knows no kinds and amounts of white space, and one way to write an accent", () => {
    assert.equal(comparableText("  Where\r\n\tis\u00a0the cafe\u0301?\n"), "Where is the caf\u00e9?");
  });

  it("keeps case and punctuation, which matter in code", () => {
    assert.notEqual(comparableText("f(X)"), comparableText("f(x)"));
    assert.notEqual(comparableText("a.b"), comparableText("a b"));
  });

  it("stays as it is when taken again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        assert.equal(comparableText(comparableText(text)), comparableText(text));
      }),
    );
  });
});
