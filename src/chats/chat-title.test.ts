import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { storage } from "../../test/support/chats/store.ts";
import { titleOf } from "./chat-title.ts";

describe("a chat's title", () => {
  it("is the first line of its first question", () => {
    assert.equal(titleOf("\n  How do I\tsort?  \nMore."), "How do I sort?");
  });

  it("is cut between words, or within one that is too long", () => {
    const long = titleOf("How do I sort an array of numbers in the reverse order of their absolute values?");
    assert.equal(long, "How do I sort an array of numbers in the reverse order of…");
    assert.equal(titleOf("x".repeat(100)), `${"x".repeat(59)}…`);
  });

  it("shows nothing that is no text", () => {
    assert.equal(titleOf("\u202eHow\u0000 do I?"), "How do I?");
    assert.equal(titleOf("\n \u200b\n"), "");
  });

  it("can be given, given again and taken back, and changes nothing else", async (t) => {
    const { store, ask } = await storage(t);
    await ask("a", "First");
    const [before] = await store.list();
    for (const [given, shown] of [
      ["Mine", "Mine"],
      ["  Two\nlines ", "Two lines"],
      ["", "First"],
    ] as const) {
      await store.rename("a", given);
      const [after] = await store.list();
      assert.deepEqual({ ...after, bytes: 0 }, { ...before, bytes: 0, title: shown });
    }
    assert.deepEqual((await store.open("a")).runs.length, 1);
  });

  it("survives a line that a kill has torn before it", async (t) => {
    const { folder, store, ask } = await storage(t);
    await ask("a", "First");
    await appendFile(path.join(folder, "chats", "a.jsonl"), '{"type":"choi');
    await store.rename("a", "Mine");
    assert.equal((await store.list())[0]?.title, "Mine");
  });

  it("brings no removed chat back", async (t) => {
    const { store, ask } = await storage(t);
    await ask("a", "First");
    await store.remove("a");
    await assert.rejects(store.rename("a", "Mine"), { code: "ENOENT" });
    assert.deepEqual(await store.list(), []);
  });
});
