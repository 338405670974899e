import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { editor } from "../../../test/support/vscode/scripted-editor.ts";

const { mayTravel, rememberUnencrypted, tellUnencrypted } = await import("./unencrypted.ts");

/** The values that are remembered between sessions. */
const kept = new Map<string, unknown>();
const memory = {
  get: <Value>(key: string, otherwise?: Value): Value => (kept.get(key) ?? otherwise) as Value,
  update: (key: string, value: unknown): Promise<void> => Promise.resolve(void kept.set(key, value)),
};

describe("a key on its way to a server", () => {
  beforeEach(() => {
    kept.clear();
    rememberUnencrypted(memory);
    editor.shown.length = 0;
    editor.answer = () => Promise.resolve(undefined);
  });

  it("goes without a word where it is encrypted, and within this machine", async () => {
    for (const origin of [
      "https://llm.example.com",
      "https://10.0.0.5",
      "http://localhost:8000",
      "http://[::1]:8000",
    ]) {
      assert.ok(await mayTravel(origin), origin);
      tellUnencrypted("one", origin);
    }
    assert.deepEqual(editor.shown, []);
  });

  it("goes to another machine without encryption only when the user says so, in a private network, too", async () => {
    assert.ok(!(await mayTravel("http://llm.example.com")));
    editor.answer = () => Promise.resolve("Send the Key Anyway");
    assert.ok(await mayTravel("http://10.0.0.5:8000"));
    assert.deepEqual(editor.shown, [
      "The connection to http://llm.example.com is not encrypted.",
      "The connection to http://10.0.0.5:8000 is not encrypted.",
    ]);
  });

  it("is asked about once for each origin, also after a restart; a refusal is no answer for later", async () => {
    assert.ok(!(await mayTravel("http://gpu-box")));
    editor.answer = () => Promise.resolve("Send the Key Anyway");
    assert.ok(await mayTravel("http://gpu-box"));
    rememberUnencrypted(memory);
    assert.ok(await mayTravel("http://gpu-box"));
    assert.equal(editor.shown.length, 2);
    assert.ok(await mayTravel("http://gpu-box:8001"));
    assert.equal(editor.shown.length, 3);
  });

  it("is told of once where it was stored before, and not where the user has agreed", async () => {
    editor.answer = () => Promise.resolve("Send the Key Anyway");
    await mayTravel("http://agreed");
    editor.shown.length = 0;
    for (const origin of ["http://agreed", "http://10.0.0.5:8000", "http://10.0.0.5:8000"])
      tellUnencrypted("lab", origin);
    assert.equal(editor.shown.length, 1);
    assert.match(editor.shown[0]!, /^The key or headers of lab go to http:\/\/10\.0\.0\.5:8000 without encryption/);
    rememberUnencrypted(memory);
    tellUnencrypted("lab", "http://10.0.0.5:8000");
    assert.equal(editor.shown.length, 1);
  });

  it("is asked about although the user was told of another key or a header there", async () => {
    tellUnencrypted("lab", "http://10.0.0.5:8000");
    assert.ok(!(await mayTravel("http://10.0.0.5:8000")));
    assert.equal(editor.shown.length, 2);
  });
});
