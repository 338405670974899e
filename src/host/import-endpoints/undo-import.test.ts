import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SecretStorage } from "vscode";
import { editor } from "../../../test/support/vscode/scripted-editor.ts";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { endpointOf, type Import } from "../../adapters/endpoint-import/import-plan.ts";
import type { CommandContext } from "../command-context.ts";

const { EndpointKeys } = await import("../endpoint-keys.ts");
const { undoImport } = await import("./undo-import.ts");

const imported = (name: string): Import => ({
  name,
  kind: "vllm",
  baseUrl: `http://${name}:8000/v1`,
  models: ["m"],
  key: `key of ${name}`,
  sources: ["config.yaml"],
  change: "new",
});

describe("an import that is undone", () => {
  it("takes endpoints and their keys back, but leaves the key of one that was changed since", async () => {
    const stored = new Map<string, string>();
    const keys = new EndpointKeys({
      keys: () => Promise.resolve([...stored.keys()]),
      get: (name: string) => Promise.resolve(stored.get(name)),
      store: (name: string, key: string) => Promise.resolve(void stored.set(name, key)),
      delete: (name: string) => Promise.resolve(void stored.delete(name)),
    } as unknown as SecretStorage);
    const source = { touch: () => undefined } as unknown as CommandContext["source"];
    const [same, changed] = [imported("same"), imported("changed")];
    for (const one of [same, changed]) await keys.set(one, one.key ?? "");
    const kept = { ...endpointOf(changed), concurrency: 2 };
    editor.settings = { endpoints: [endpointOf(same), kept] };
    await undoImport({ keys, source }, [same, changed], false);
    assert.deepEqual(editor.settings, { endpoints: [kept] });
    assert.deepEqual([...stored.values()], ["key of changed"]);
  });
});
