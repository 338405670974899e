import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { SecretStorage } from "vscode";
import { editor } from "../../../test/support/vscode/scripted-editor.ts";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { endpointOf, type Import } from "../../endpoint-import/index.ts";
import type { CommandContext } from "../command-context.ts";

const { EndpointKeys } = await import("../endpoint-keys.ts");
const { carryOut, undoImport } = await import("./carry-out.ts");

const imported = (name: string): Import => ({
  name,
  kind: "vllm",
  baseUrl: `http://${name}:8000/v1`,
  models: ["m"],
  key: `key of ${name}`,
  sources: ["config.yaml"],
  change: "new",
});
const [same, changed] = [imported("same"), imported("changed")];
const added = { name: "added", kind: "vllm", baseUrl: "http://added:8000/v1", models: "*" };

describe("an import", () => {
  const stored = new Map<string, string>();
  const keys = new EndpointKeys({
    keys: () => Promise.resolve([...stored.keys()]),
    get: (name: string) => Promise.resolve(stored.get(name)),
    store: (name: string, key: string) => Promise.resolve(void stored.set(name, key)),
    delete: (name: string) => Promise.resolve(void stored.delete(name)),
  } as unknown as SecretStorage);
  let isDemo = true;
  const source = {
    status: () => ({ mode: isDemo ? "demo" : "endpoints" }),
    useDemo: (on: boolean) => Promise.resolve(void (isDemo = on)),
    touch: () => undefined,
  } as unknown as CommandContext["source"];
  const context = { keys, source };

  beforeEach(() => {
    stored.clear();
    editor.settings = {};
    isDemo = true;
  });

  it("answers from then on, and undone leaves everything as it was", async () => {
    const before = await carryOut(context, [same]);
    assert.deepEqual(editor.settings, { endpoints: [endpointOf(same)] });
    assert.deepEqual([...stored.values()], ["key of same"]);
    assert.equal(isDemo, false);
    await undoImport(context, [same], before);
    assert.deepEqual([editor.settings, stored.size, isDemo], [{ endpoints: [] }, 0, true]);
  });

  it("gives back the key that was stored under its name before", async () => {
    await keys.set(same, "an older key");
    const before = await carryOut(context, [same]);
    assert.deepEqual([...stored.values()], ["key of same"]);
    await undoImport(context, [same], before);
    assert.deepEqual([...stored.values()], ["an older key"]);
  });

  it("leaves no key behind when the settings cannot be written", async () => {
    // As VS Code refuses a file that is not JSON.
    Object.defineProperty(editor.settings, "endpoints", { get: () => [], set: refuse });
    await assert.rejects(carryOut(context, [same, changed]), /not written/);
    assert.deepEqual([stored.size, isDemo], [0, true]);
  });

  it("undone leaves an endpoint that was changed since, and its key", async () => {
    const before = await carryOut(context, [same, changed]);
    const kept = { ...endpointOf(changed), concurrency: 2 };
    editor.settings = { endpoints: [endpointOf(same), kept] };
    await undoImport(context, [same, changed], before);
    assert.deepEqual(editor.settings, { endpoints: [kept] });
    assert.deepEqual([...stored.values()], ["key of changed"]);
  });

  it("undone does not hide an endpoint that was added since behind the demo models", async () => {
    const before = await carryOut(context, [same]);
    editor.settings = { endpoints: [endpointOf(same), added] };
    await undoImport(context, [same], before);
    assert.deepEqual([editor.settings, isDemo], [{ endpoints: [added] }, false]);
  });
});

function refuse(): never {
  throw new Error("not written");
}
