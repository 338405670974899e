import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newEndpoint } from "./new-endpoint.ts";

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
