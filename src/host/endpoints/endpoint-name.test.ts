import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { freeName, nameFault, newEndpoint, suggestedName } from "./endpoint-name.ts";

const named = (baseUrl: string, program: string | null = null): string =>
  suggestedName({ kind: "openai", baseUrl, program });

describe("the name of a new endpoint", () => {
  it("is its program's on this machine and behind a bare address", () => {
    assert.equal(named("http://127.0.0.1:11434/v1", "Ollama"), "ollama");
    assert.equal(named("http://localhost:1234/v1", "LM Studio"), "lm-studio");
    assert.equal(named("http://10.0.0.5:8000/v1", "vLLM"), "vllm");
    assert.equal(named("http://localhost:1234/v1"), "local");
    assert.equal(named("http://10.0.0.5:8000/v1"), "10.0.0.5");
    assert.equal(named("http://[fd00::1]:8000/v1"), "fd00--1");
  });

  it("is its host's elsewhere", () => {
    assert.equal(named("http://office:8000/v1", "vLLM"), "office");
    assert.equal(named("http://gpu.local/v1"), "gpu");
    assert.equal(named("https://api.groq.com/openai/v1"), "groq.com");
    assert.equal(named("https://api.example/v1"), "api.example");
    assert.equal(
      suggestedName({ kind: "openrouter", baseUrl: "https://openrouter.ai/api/v1", program: null }),
      "openrouter",
    );
  });

  it("has a number where it is taken, and what it may not hold", () => {
    assert.equal(freeName("ollama", new Set(["ollama", "ollama-2"])), "ollama-3");
    assert.equal(nameFault("two words", new Set()), "letters");
    assert.equal(nameFault("ollama", new Set(["ollama"])), "taken");
    assert.equal(nameFault("ollama", new Set()), null);
  });
});

describe("the endpoint that a server becomes", () => {
  const baseUrl = "http://127.0.0.1:8080/v1";
  const server = { baseUrl, kind: "openai", program: "llama.cpp", models: [] } as const;

  it("has a free name and the server's address", () => {
    const taken = new Set(["llama.cpp"]);
    assert.deepEqual(newEndpoint(server, taken), { name: "llama.cpp-2", kind: "openai", baseUrl, models: [] });
  });

  it("sends as many requests at once as the server says that it answers", () => {
    assert.equal(newEndpoint({ ...server, slots: 2 }, new Set()).concurrency, 2);
  });

  it("needs no address where its kind has one", () => {
    const openRouter = { ...server, kind: "openrouter", baseUrl: "https://openrouter.ai/api/v1" } as const;
    assert.deepEqual(newEndpoint(openRouter, new Set()), { name: "openrouter", kind: "openrouter", models: [] });
  });
});
