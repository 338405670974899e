import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { editor } from "../../../test/support/vscode/scripted-editor.ts";

const { mayTravel } = await import("./connect-by-address.ts");

describe("a key on its way to a server", () => {
  beforeEach(() => {
    editor.shown.length = 0;
    editor.answer = () => Promise.resolve(undefined);
  });

  it("goes without a word where it is encrypted, and within one's own network", async () => {
    for (const origin of ["https://llm.example.com", "http://localhost:8000", "http://10.0.0.5:8000", "http://gpu-box"])
      assert.ok(await mayTravel(origin), origin);
    assert.deepEqual(editor.shown, []);
  });

  it("goes over the internet without encryption only when the user says so", async () => {
    assert.ok(!(await mayTravel("http://llm.example.com")));
    editor.answer = () => Promise.resolve("Enter a Key Anyway");
    assert.ok(await mayTravel("http://8.8.8.8:8000"));
    assert.deepEqual(editor.shown, [
      "The connection to http://llm.example.com is not encrypted.",
      "The connection to http://8.8.8.8:8000 is not encrypted.",
    ]);
  });
});
