import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { holdsOptions } from "./same-text.ts";

describe("a question's text with its options behind it", () => {
  it("holds them in their order only: other orders have other right letters", () => {
    const text = "Which colour? A. red B. blue C. green";
    assert.ok(holdsOptions(text, ["red", "blue", "green"]));
    assert.ok(!holdsOptions(text, ["blue", "red", "green"]));
    assert.ok(!holdsOptions(text, ["red", "blue", "black"]));
    assert.ok(!holdsOptions(text, ["red", "red", "green"]), "each option stands there for itself");
  });
});
