import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { count, percent, score } from "./format.ts";

describe("numbers as people read them", () => {
  it("writes negative scores with a minus sign and zero without", () => {
    assert.deepEqual([0.8321, -0.1044, -0.0001].map(score), ["0.832", "−0.104", "0.000"]);
  });

  it("groups thousands and rounds shares", () => {
    assert.equal(count(12_345), "12,345");
    assert.equal(percent(0.625), "63%");
  });
});
