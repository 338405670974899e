import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { baseUrlOf, normaliseBaseUrl, originOf } from "./base-url.ts";

describe("a base URL", () => {
  it("is found in whatever form it was pasted", () => {
    for (const pasted of [
      "http://host:8000",
      "http://host:8000/",
      "http://host:8000/v1",
      "http://host:8000/v1//",
      " http://host:8000/v1/chat/completions ",
      "http://host:8000/v1/models?x=1#y",
      "http://host:8000/api/chat",
    ]) {
      assert.equal(normaliseBaseUrl(pasted), "http://host:8000/v1", pasted);
    }
  });

  it("keeps a path of its own", () => {
    assert.equal(normaliseBaseUrl("https://proxy.example/llm/api/"), "https://proxy.example/llm/api");
  });

  it("knows where OpenRouter answers", () => {
    for (const baseUrl of [undefined, "https://openrouter.ai", "https://openrouter.ai/api"]) {
      assert.equal(baseUrlOf({ kind: "openrouter", baseUrl }), "https://openrouter.ai/api/v1");
    }
    assert.throws(() => baseUrlOf({ kind: "vllm", baseUrl: undefined }), /needs a baseUrl/);
  });

  it("has the origin that its key belongs to", () => {
    assert.equal(originOf("https://a.example:8443/v1"), "https://a.example:8443");
  });
});
