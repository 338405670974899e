import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Endpoint } from "../core/endpoints/index.ts";
import { queueOptionsOf, swapsModels } from "./queue-options.ts";

const options = (changes: Partial<Endpoint>) => {
  const baseUrl = "http://127.0.0.1:11434/v1";
  return queueOptionsOf({ name: "here", kind: "openai", baseUrl, models: ["a", "b"], ...changes }, { baseUrl });
};

describe("how an endpoint's requests queue up", () => {
  it("follows from its settings: enabled models, or all that it has, and its concurrency", () => {
    assert.deepEqual(options({}), { concurrency: 8, swapsModels: true });
    assert.deepEqual(options({ models: "*", concurrency: 2 }), { concurrency: 2, swapsModels: true });
    assert.equal(options({ models: ["a", { id: "b", enabled: false }] }).swapsModels, false);
  });
});

describe("a server that swaps models", () => {
  const cases: [string, number, number, boolean][] = [
    ["http://127.0.0.1:11434/v1", 3, 8, true],
    ["http://nas.lan:1234/v1", 2, 8, true],
    ["http://localhost:9292/v1", 3, 1, true],
    ["http://127.0.0.1:11434/v1", 1, 8, false],
    ["http://127.0.0.1:8000/v1", 3, 8, false],
    ["https://api.example.com/v1", 3, 1, false],
  ];
  for (const [baseUrl, models, concurrency, expected] of cases) {
    it(`is ${expected ? "" : "not "}${baseUrl} with ${models} models, ${concurrency} at a time`, () => {
      assert.equal(swapsModels({ baseUrl }, models, concurrency), expected);
    });
  }
});
