import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { fittingBytes, fittingTokens, promptBytes, promptTokensAtMost, utf8Bytes } from "./tokens.ts";

describe("the length of a text", () => {
  it("is that of its UTF-8, broken surrogates included", () => {
    const unit = fc.constantFrom("a", "é", "中", "😀", "\ud83d", "\ude00", "\u0000", "\u07ff", "\u0800");
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const text = units.join("");
        assert.equal(utf8Bytes(text), Buffer.byteLength(text));
      }),
    );
  });

  it("in tokens is at most that in bytes, and what fits into tokens fits", () => {
    const messages = [{ role: "user", content: "1".repeat(900) }] as const;
    assert.ok(promptTokensAtMost(promptBytes(messages)) >= 900);
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 100_000 }), (tokens) => {
        assert.ok(fittingTokens(fittingBytes(tokens)) <= tokens);
        assert.ok(fittingTokens(fittingBytes(tokens) + 1) > tokens);
      }),
    );
  });
});
