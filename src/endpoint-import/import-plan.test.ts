import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Endpoint } from "../core/endpoints/index.ts";
import type { FoundEndpoint } from "./found-endpoint.ts";
import {
  endpointOf,
  type Import,
  needsModels,
  planImport,
  secondKeys,
  withImports,
  withoutImports,
} from "./import-plan.ts";

const found = (changes: Partial<FoundEndpoint> = {}): FoundEndpoint => ({
  name: "My GPU",
  kind: "openai",
  baseUrl: "http://gpu:8000/v1",
  models: ["a"],
  key: null,
  source: "config.yaml",
  ...changes,
});
const existing: Endpoint = {
  name: "gpu",
  kind: "vllm",
  baseUrl: "http://gpu:8000",
  models: ["a", { id: "b", pool: false }],
};
const plan = (finds: FoundEndpoint[], endpoints: Endpoint[] = [], keyed = false): Import[] =>
  planImport(finds, endpoints, new Set(endpoints.map(({ name }) => name)), () => keyed);

describe("an import of endpoints", () => {
  it("puts together what several programs say of a server", () => {
    const [only, ...others] = plan([
      found({ key: "first" }),
      found({ kind: "vllm", models: ["a", "c"], key: "second", source: "providers.json" }),
    ]);
    assert.deepEqual(others, []);
    assert.deepEqual(only, {
      name: "my-gpu",
      kind: "vllm",
      baseUrl: "http://gpu:8000/v1",
      models: ["a", "c"],
      key: "first",
      sources: ["config.yaml", "providers.json"],
      change: "new",
    });
  });

  it("tells which key for a server it does not take", () => {
    const finds = [
      found(),
      found({ key: "first" }),
      found({ key: "first", source: "again.json" }),
      found({ key: "second", name: "Other", source: "providers.json" }),
      found({ key: "elsewhere", baseUrl: "http://other/v1" }),
    ];
    assert.deepEqual(secondKeys(finds, plan(finds)), [
      { source: "providers.json", entry: "Other", reason: "second-key" },
    ]);
    assert.deepEqual(secondKeys(finds, plan(finds, [existing], true)), [], "none is taken where one is stored");
  });

  it("gives names that settings can hold and nobody has", () => {
    const finds = ["gpu", "GPU", "名", "../../x"].map((name, index) => found({ name, baseUrl: `http://h${index}/v1` }));
    assert.deepEqual(
      plan(finds, [existing]).map(({ name }) => name),
      ["gpu-2", "gpu-3", "imported", "x"],
    );
  });

  it("adds models to an endpoint of the same server, and changes nothing else of it", () => {
    const imports = plan([found({ models: ["a", "b", "c"], key: "k" })], [existing], true);
    assert.deepEqual(
      imports.map(({ name, kind, models, key, change }) => [name, kind, models, key, change]),
      [["gpu", "vllm", ["c"], null, "more"]],
    );
    assert.deepEqual(withImports([existing], imports), [{ ...existing, models: ["a", { id: "b", pool: false }, "c"] }]);
  });

  it("brings a key to an endpoint that has none, and knows when there is nothing new", () => {
    assert.deepEqual(
      plan([found({ key: "k" })], [existing]).map(({ key, change }) => [key, change]),
      [["k", "more"]],
    );
    assert.deepEqual(
      plan([found()], [existing]).map(({ change }) => change),
      ["known"],
    );
    const all: Endpoint = { ...existing, models: "*" };
    assert.deepEqual(
      plan([found({ models: ["z"] })], [all]).map(({ change }) => change),
      ["known"],
    );
  });

  it("asks for models where none is named, but of this machine takes all", () => {
    const asks = (baseUrl: string, models: string[] = []) => plan([found({ baseUrl, models })]).map(needsModels)[0];
    assert.equal(asks("https://api.openai.com/v1"), true);
    assert.equal(asks("https://api.openai.com/v1", ["gpt"]), false);
    assert.equal(asks("http://127.0.0.1:11434/v1"), false);
    assert.equal(asks("http://127.0.0.1.evil.example/v1"), true);
    const [local] = plan([found({ baseUrl: "http://localhost:1234/v1", models: [] })]);
    assert.ok(local);
    assert.equal(endpointOf(local).models, "*");
  });

  it("leaves out an address that the kind has by itself", () => {
    const [only] = plan([
      found({ name: "r", kind: "openrouter", baseUrl: "https://openrouter.ai/api/v1", models: ["q/q"] }),
    ]);
    assert.ok(only);
    assert.deepEqual(endpointOf(only), { name: "r", kind: "openrouter", models: ["q/q"] });
  });

  it("can be undone, but for what was changed since", () => {
    const broken = { name: "broken", kind: "nonsense" };
    const before = [existing, broken];
    const imports = plan([found({ models: ["c"] }), found({ baseUrl: "http://new/v1", name: "new" })], [existing]);
    const after = withImports(before, imports);
    assert.deepEqual(withoutImports(after, imports), before);
    const touched = after.map((entry) =>
      (entry as Endpoint).name === "new" ? { ...(entry as Endpoint), concurrency: 2 } : entry,
    );
    assert.deepEqual(withoutImports(touched, imports), [...before, touched[2]]);
  });
});
