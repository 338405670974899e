import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SecretStorage } from "vscode";
import type { Endpoint } from "../core/endpoints/index.ts";
import { EndpointKeys, type KeyOwner } from "./endpoint-keys.ts";

function memoryKeys() {
  const values = new Map<string, string>();
  const secrets = {
    keys: () => Promise.resolve([...values.keys()]),
    get: (key: string) => Promise.resolve(values.get(key)),
    store: (key: string, value: string) => Promise.resolve(void values.set(key, value)),
    delete: (key: string) => Promise.resolve(void values.delete(key)),
  };
  const stayed: [name: string, before: KeyOwner][] = [];
  const used: string[] = [];
  const keys = new EndpointKeys(secrets as unknown as SecretStorage, {
    onStayedBehind: ({ name }, before) => stayed.push([name, before]),
    onUsed: ({ origin }) => used.push(origin),
  });
  return { keys, stayed, used, values };
}

const endpoint: Endpoint = { name: "team", kind: "vllm", baseUrl: "https://llm.example/v1", models: "*" };

describe("an endpoint's key", () => {
  it("and its headers are told of when they are about to be used", async () => {
    const { keys, used } = memoryKeys();
    await keys.get(endpoint);
    assert.deepEqual(used, []);
    await keys.get({ ...endpoint, headers: { "X-Key": "secret" } });
    await keys.set(endpoint, "k");
    await keys.get(endpoint);
    await keys.get({ ...endpoint, enabled: false });
    assert.deepEqual(used, ["https://llm.example", "https://llm.example"]);
  });

  it("is found again when the URL is written in another form of the same origin", async () => {
    const { keys, stayed } = memoryKeys();
    await keys.set(endpoint, "k");
    for (const baseUrl of [
      "https://llm.example/v1/chat/completions/",
      "https://LLM.Example:443",
      "HTTPS://llm.example/other/path",
    ]) {
      assert.equal(await keys.get({ ...endpoint, baseUrl }), "k", baseUrl);
    }
    assert.deepEqual(stayed, []);
  });

  it("stays behind when the URL leads to another origin, and that is told", async () => {
    const { keys, stayed } = memoryKeys();
    await keys.set(endpoint, "k");
    const elsewhere = [
      "https://evil.example/v1",
      "http://llm.example/v1",
      "https://llm.example:8443/v1",
      "https://llm.example./v1",
      "https://api.llm.example/v1",
      "https://llm.example.evil.example/v1",
      "https://evil.example/https://llm.example/v1",
      // A Cyrillic е, which looks the same.
      "https://llm.\u0435xample/v1",
      "https://llm.example@evil.example/v1",
      "https:\\\\evil.example\\@llm.example/v1",
    ];
    for (const baseUrl of elsewhere) assert.equal(await keys.get({ ...endpoint, baseUrl }), null, baseUrl);
    const before = { name: "team", origin: "https://llm.example" };
    assert.deepEqual(
      stayed,
      elsewhere.map(() => ["team", before]),
    );
  });

  it("is that of one endpoint", async () => {
    const { keys, stayed } = memoryKeys();
    await keys.set(endpoint, "k");
    for (const name of ["other", "Team", "tea", "team."]) assert.equal(await keys.get({ ...endpoint, name }), null);
    assert.deepEqual(stayed, []);
  });

  it("is written the same for the same host in letters of any script", async () => {
    const { keys } = memoryKeys();
    await keys.set({ ...endpoint, baseUrl: "https://müller.example/v1" }, "k");
    assert.equal(await keys.get({ ...endpoint, baseUrl: "https://xn--mller-kva.example/v1" }), "k");
  });

  it("is listed with all others, and gone once removed", async () => {
    const { keys, values } = memoryKeys();
    await keys.set(endpoint, "k");
    await keys.set({ ...endpoint, baseUrl: "http://127.0.0.1:8000" }, "l");
    values.set("something else", "x");
    assert.deepEqual(await keys.owners(), [
      { name: "team", origin: "https://llm.example" },
      { name: "team", origin: "http://127.0.0.1:8000" },
    ]);
    for (const owner of await keys.owners()) await keys.remove(owner);
    assert.deepEqual([...values.keys()], ["something else"]);
    assert.equal(await keys.get(endpoint), null);
  });
});
