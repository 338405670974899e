import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { embeddingCost } from "./embedding-cost.ts";

const plain = (text: string): string => text;
const there = "https://openrouter.ai/api/v1";

describe("what embedding costs", () => {
  it("is the price of the texts' tokens, instructions included", () => {
    const target = { baseUrl: there, model: { id: "m", promptUsdPerMTok: 0.02 } };
    // 2 texts of 2,000,000 bytes and 4 each: 1,000,002 tokens.
    const texts = ["x".repeat(2_000_000), "y".repeat(2_000_000)];
    assert.deepEqual(
      embeddingCost(target, texts, (text) => `to: ${text}`),
      { tokens: 1_000_002, usd: (1_000_002 * 0.02) / 1e6 },
    );
  });

  it("is unknown without a price, and nothing on this machine", () => {
    assert.deepEqual(embeddingCost({ baseUrl: there, model: { id: "m" } }, ["abcde"], plain), { tokens: 2, usd: null });
    const here = { baseUrl: "http://127.0.0.1:8000/v1", model: { id: "m" } };
    assert.deepEqual(embeddingCost(here, ["abcde"], plain), { tokens: 2, usd: 0 });
  });
});
