import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { SecretStorage } from "vscode";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { editor } from "../../../test/support/vscode/scripted-editor.ts";
import type { Endpoint } from "../../core/endpoints/index.ts";
import { endpointEntries } from "../../core/settings/index.ts";
import { EndpointKeys } from "../endpoint-keys.ts";

const { moveEntry, removeEndpoint, renameEndpoint, replaceEntry, restoreEndpoint, settingsNaming } =
  await import("./change-endpoints.ts");

const office: Endpoint = { name: "office", kind: "vllm", baseUrl: "http://10.0.0.5:8000/v1", models: ["judge"] };
const lab: Endpoint = { name: "lab", kind: "openai", baseUrl: "http://10.0.0.6:8000/v1", models: "*" };

/** Returns keys in memory; `refuse` names a secret that cannot be stored. */
function keysWith(stored: Readonly<Record<string, string>>, refuse = "") {
  const values = new Map(Object.entries(stored).map(([place, key]) => [`smcs.apiKey/${place}`, key]));
  const secrets = {
    keys: () => Promise.resolve([...values.keys()]),
    get: (name: string) => Promise.resolve(values.get(name)),
    store: (name: string, key: string) =>
      name.includes(refuse) && refuse !== ""
        ? Promise.reject(new Error("full"))
        : Promise.resolve(values.set(name, key)),
    delete: (name: string) => Promise.resolve(void values.delete(name)),
  };
  const places = (): string[] => [...values].map(([name, key]) => `${name.replace("smcs.apiKey/", "")}=${key}`);
  return { keys: new EndpointKeys(secrets as unknown as SecretStorage), places };
}

const entryOf = (name: string) =>
  endpointEntries(editor.settings["endpoints"] as unknown[]).find((entry) => entry.name === name)!;
const names = () => endpointEntries(editor.settings["endpoints"] as unknown[]).map(({ name }) => name);

describe("changing the endpoints of the settings", () => {
  beforeEach(() => {
    editor.settings = { endpoints: [office, lab], aggregator: "office/judge", skillModel: "judge" };
  });

  it("renames one: all its keys follow, and the settings that name its models", async () => {
    const { keys, places } = keysWith({
      "office/http://10.0.0.5:8000": "k",
      "office/https://before.example": "old",
      "office2/http://10.0.0.5:8000": "other",
    });
    assert.deepEqual(settingsNaming(office), ["smcs.aggregator"]);
    await renameEndpoint({ keys }, entryOf("office"), office, "cellar");
    assert.deepEqual(names(), ["cellar", "lab"]);
    assert.deepEqual([editor.settings["aggregator"], editor.settings["skillModel"]], ["cellar/judge", "judge"]);
    assert.deepEqual(places().toSorted(), [
      "cellar/http://10.0.0.5:8000=k",
      "cellar/https://before.example=old",
      "office2/http://10.0.0.5:8000=other",
    ]);
  });

  it("leaves everything as it was where a key cannot be stored, or the entry has changed meanwhile", async () => {
    const stored = { "office/http://10.0.0.5:8000": "k", "office/https://before.example": "old" };
    const full = keysWith(stored, "cellar/https");
    await assert.rejects(renameEndpoint({ keys: full.keys }, entryOf("office"), office, "cellar"), /full/);
    const entry = entryOf("office");
    editor.settings["endpoints"] = [{ ...office, models: ["other"] }, lab];
    const { keys, places } = keysWith(stored);
    await assert.rejects(renameEndpoint({ keys }, entry, office, "cellar"), /changed meanwhile/);
    for (const kept of [full.places(), places()])
      assert.deepEqual(kept, ["office/http://10.0.0.5:8000=k", "office/https://before.example=old"]);
    assert.deepEqual([names(), editor.settings["aggregator"]], [["office", "lab"], "office/judge"]);
  });

  it("removes one with its keys, and brings both back to where they were", async () => {
    const { keys, places } = keysWith({ "office/http://10.0.0.5:8000": "k", "lab/http://10.0.0.6:8000": "l" });
    const removed = await removeEndpoint({ keys }, entryOf("office"));
    assert.deepEqual([names(), places()], [["lab"], ["lab/http://10.0.0.6:8000=l"]]);
    await restoreEndpoint({ keys }, removed);
    assert.deepEqual(editor.settings["endpoints"], [office, lab]);
    assert.equal(places().length, 2);
  });

  it("brings none back beside another one of its name", async () => {
    const { keys, places } = keysWith({ "office/http://10.0.0.5:8000": "k" });
    const removed = await removeEndpoint({ keys }, entryOf("office"));
    editor.settings["endpoints"] = [{ ...lab, name: "office" }];
    await assert.rejects(restoreEndpoint({ keys }, removed), /another endpoint has that name/);
    assert.deepEqual(places(), []);
  });

  it("moves one, not beyond the ends, and leaves unusable ones where they are", async () => {
    editor.settings["endpoints"] = [office, "nonsense", lab];
    await moveEntry(entryOf("lab"), -1);
    assert.deepEqual(editor.settings["endpoints"], [office, lab, "nonsense"]);
    await moveEntry(entryOf("office"), -1);
    assert.deepEqual(editor.settings["endpoints"], [office, lab, "nonsense"]);
    await replaceEntry(entryOf("lab"), { ...lab, enabled: false });
    assert.deepEqual(editor.settings["endpoints"], [office, { ...lab, enabled: false }, "nonsense"]);
  });
});
