import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ownOutputTokens, sentLimit } from "./sent-limit.ts";

const server = (parameters: Record<string, unknown> = {}) => ({
  kind: "vllm" as const,
  baseUrl: "http://127.0.0.1:1/v1",
  model: { id: "m", parameters },
});
const sampling = { temperature: 0.7, presencePenalty: 0, maxOutputTokens: 1000 };

describe("the output limit of a request", () => {
  it("is the run's, unless the model's own fields change it", () => {
    assert.equal(sentLimit(server(), sampling), 1000);
    assert.equal(sentLimit(server({ max_tokens: 50 }), sampling), 50);
    assert.equal(sentLimit(server({ max_completion_tokens: 4000 }), sampling), 4000);
    assert.equal(sentLimit(server({ max_tokens: null }), sampling), null);
  });

  it("is the model's own where that holds whatever a run asks for", () => {
    assert.equal(ownOutputTokens(server()), 0);
    assert.equal(ownOutputTokens(server({ max_tokens: 50 })), 50);
    assert.equal(ownOutputTokens(server({ max_tokens: null })), Infinity);
  });
});
