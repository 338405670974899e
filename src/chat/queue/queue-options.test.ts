import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Endpoint } from "../../core/settings/index.ts";
import { queueOptionsOf } from "./queue-options.ts";

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
