import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readEnvironment } from "./environment.ts";

describe("variables", () => {
  const urls = (variables: Record<string, string>) =>
    readEnvironment(variables).endpoints.map(({ baseUrl }) => baseUrl);

  it("tells OpenRouter, OpenAI and a server in OpenAI's place", () => {
    assert.deepEqual(readEnvironment({ OPENROUTER_API_KEY: "or", OPENAI_API_KEY: " oa ", PATH: "/bin" }).endpoints, [
      {
        name: "openrouter",
        kind: "openrouter",
        baseUrl: "https://openrouter.ai/api/v1",
        models: [],
        key: "or",
        source: "OPENROUTER_API_KEY",
      },
      {
        name: "openai",
        kind: "openai",
        baseUrl: "https://api.openai.com/v1",
        models: [],
        key: "oa",
        source: "OPENAI_API_KEY",
      },
    ]);
    assert.deepEqual(urls({ OPENAI_BASE_URL: "http://gpu:8000" }), ["http://gpu:8000/v1"]);
    assert.deepEqual(readEnvironment({ OPENAI_API_KEY: "" }), { endpoints: [], leftOut: [] });
  });

  it("understands what Ollama's variable leaves out", () => {
    assert.deepEqual(urls({ OLLAMA_HOST: "0.0.0.0" }), ["http://127.0.0.1:11434/v1"]);
    assert.deepEqual(urls({ OLLAMA_HOST: ":8080" }), ["http://127.0.0.1:8080/v1"]);
    assert.deepEqual(urls({ OLLAMA_HOST: "gpu:1234" }), ["http://gpu:1234/v1"]);
    assert.deepEqual(urls({ OLLAMA_HOST: "https://gpu.example" }), ["https://gpu.example/v1"]);
  });
});
