import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { speedOf } from "./model-speed.ts";

const reply = (firstTokenMs: number | null, durationMs: number, tokens: number | null = null) => {
  return { firstTokenMs, durationMs, tokens };
};

describe("the speed of a model", () => {
  it("is the median over its replies", () => {
    // Rates: 100 tokens in 1 s, 300 in 2 s, 50 in 1 s.
    assert.deepEqual(speedOf([reply(500, 1500, 100), reply(900, 2900, 300), reply(100, 1100, 50)]), {
      replies: 3,
      firstTokenMs: 500,
      durationMs: 1500,
      tokens: 100,
      tokensPerSecond: 100,
    });
  });

  it("is unknown in the parts that no server told", () => {
    const unknown = { firstTokenMs: null, tokens: null, tokensPerSecond: null };
    assert.deepEqual(speedOf([reply(null, 800)]), { ...unknown, replies: 1, durationMs: 800 });
    assert.equal(speedOf([]), null);
  });

  it("has no rate of replies that came all at once", () => {
    assert.equal(speedOf([reply(800, 900, 1000)])?.tokensPerSecond, null);
    assert.equal(speedOf([reply(800, 900, 1000), reply(0, 1000, 40)])?.tokensPerSecond, 40);
  });
});
