import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { wayNames, wayOf, ways } from "./manner.ts";

describe("the ways to answer", () => {
  it("are recognised by their preset and system, the defaults included", () => {
    for (const way of wayNames) assert.equal(wayOf(ways[way]), way);
    assert.equal(wayOf({}), "balanced");
    assert.equal(wayOf({ preset: "paper" }), "thorough");
    assert.equal(wayOf({ system: "simple-router", preset: "paper" }), "fast");
  });

  it("are not all there is", () => {
    for (const manner of [
      { preset: "economy" },
      { system: "single" },
      { system: "self-moa", preset: "paper" },
    ] as const)
      assert.equal(wayOf(manner), null);
  });
});
