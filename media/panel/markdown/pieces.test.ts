import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { pieces } from "./pieces.ts";

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom("\n", "\n\n", "a line\n", "😀"),
      fc.nat(3_000).map((length) => "x".repeat(length)),
    ),
  )
  .map((parts) => parts.join(""));

describe("a long text in pieces", () => {
  it("is still the whole text", () => {
    fc.assert(
      fc.property(text, fc.boolean(), (whole, breakLines) => {
        const all = pieces(whole, breakLines);
        for (const piece of all) assert.equal(whole.slice(piece.start, piece.start + piece.text.length), piece.text);
        const between = all.map(({ start }, index) => {
          const previous = all[index - 1];
          return previous === undefined ? "" : whole.slice(previous.start + previous.text.length, start);
        });
        assert.equal(all.map((piece, index) => `${between[index] ?? ""}${piece.text}`).join(""), whole);
        assert.ok(between.every((gap) => gap === "" || gap === "\n"));
        if (!breakLines) assert.ok(between.slice(1).every((gap) => gap === "\n"));
        assert.ok(!breakLines || all.every((piece) => piece.text.length <= 2_001 && !/\p{Cs}/u.test(piece.text)));
      }),
    );
  });

  it("keeps all pieces but the last when it grows", () => {
    fc.assert(
      fc.property(text, text, fc.boolean(), (whole, more, breakLines) => {
        const before = pieces(whole, breakLines).slice(0, -1);
        assert.deepEqual(pieces(whole + more, breakLines).slice(0, before.length), before);
      }),
    );
  });
});
