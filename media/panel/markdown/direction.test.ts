import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { directionOf } from "./direction.ts";

describe("the direction of a text", () => {
  it("is that of its first letter", () => {
    assert.equal(directionOf("Use מיון"), "ltr");
    assert.equal(directionOf("## 1. **מיון** is sorting"), "rtl");
    assert.equal(directionOf("ترتيب"), "rtl");
    assert.equal(directionOf("并归排序"), "ltr");
    assert.equal(directionOf("123 + \u{1f600}"), "ltr");
  });

  it("is not turned by characters that nobody sees", () => {
    assert.equal(directionOf("\u202e\u200fUse it"), "ltr");
  });
});
