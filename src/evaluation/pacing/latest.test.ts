import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Latest } from "./latest.ts";

describe("the latest entries", () => {
  it("are kept, and the oldest forgotten", () => {
    const latest = new Latest<string, number>(2);
    latest.set("a", 1);
    latest.set("b", 2);
    latest.set("a", 3);
    latest.set("c", 4);
    assert.deepEqual([latest.get("a"), latest.get("b"), latest.get("c")], [3, undefined, 4]);
  });
});
