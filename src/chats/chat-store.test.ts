import assert from "node:assert/strict";
import { appendFile, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { repetitions } from "../../test/support/deep.ts";
import { all, rebuilt, storage } from "../../test/support/chats/store.ts";
import type { ChatStore } from "./chat-store.ts";

const titles = async (store: ChatStore): Promise<string[]> => (await store.list()).map(({ title }) => title).sort();

describe("the chats on disk", () => {
  it("are listed with what people know them by, last asked first", async (t) => {
    const { store, ask } = await storage(t);
    await ask("old", "How do I sort?\nAn array of numbers.");
    await ask("new", "What is a monad?");
    await ask("old", "And backwards?");
    const [first, second, ...rest] = await store.list();
    assert.deepEqual([first?.id, first?.title, first?.questions], ["old", "How do I sort?", 2]);
    assert.deepEqual([second?.id, first?.winnerModels, rest], ["new", ["merger"], []]);
    assert.ok((first?.createdAt ?? "") <= (second?.createdAt ?? ""));
    assert.ok((first?.changedAt ?? "") >= (second?.changedAt ?? ""));
  });

  it("are none where there is no folder", async (t) => {
    const { store } = await storage(t);
    assert.deepEqual(await store.list(), []);
    assert.deepEqual(await all(store.search("word")), []);
    assert.equal(await store.emptyTrash(), 0);
  });

  it("are not read again while they stay as they are", async (t) => {
    const { folder, store, ask } = await storage(t);
    for (const id of ["a", "b", "c"]) await ask(id, `Question ${id}`);
    await store.list();
    await ask("b", "Another");
    const read: number[] = [];
    await store.list({ onProgress: (share) => read.push(share) });
    await store.list({ onProgress: (share) => read.push(share) });
    assert.deepEqual(read, [1]);
    assert.deepEqual(await store.list(), await rebuilt(folder));
  });

  it("are left out while their file cannot be used, and the others stay", async (t) => {
    const { folder, store, ask } = await storage(t);
    await ask("good", "Good");
    await writeFile(path.join(folder, "chats", "nonsense.jsonl"), "\0\n{}\n[");
    await writeFile(path.join(folder, "chats", "strange name.jsonl"), "");
    assert.deepEqual(await titles(store), ["Good"]);
  });

  for (const [what, spoil] of [
    ["is absent", (file: string) => rm(file)],
    ["is damaged", (file: string) => truncate(file, 40)],
    ["is of another version", (file: string) => writeFile(file, '{"format":"smcs-chats","version":2,"chats":{}}')],
    [
      "has one entry that makes no sense",
      async (file: string) =>
        writeFile(file, (await readFile(file, "utf8")).replace('"questions":1', '"questions":"many"')),
    ],
  ] as const) {
    it(`are found when the index ${what}`, async (t) => {
      const { folder, store, ask } = await storage(t);
      for (const id of ["a", "b"]) await ask(id, `Question ${id}`);
      const before = await store.list();
      await spoil(path.join(folder, "chats", "index.json"));
      assert.deepEqual(await store.list(), before);
    });
  }

  it("have an index that equals a rebuilt one, whatever happens to files in between", async (t) => {
    const step = fc.record({
      what: fc.constantFrom("ask", "rename", "remove", "restore", "empty", "list", "tear", "cut", "spoil", "forget"),
      chat: fc.constantFrom("a", "b", "c"),
      number: fc.integer({ min: 0, max: 99 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const { folder, store, ask } = await storage(t);
        const file = (chat: string): string => path.join(folder, "chats", `${chat}.jsonl`);
        const index = path.join(folder, "chats", "index.json");
        for (const { what, chat, number } of steps) {
          const size = (await stat(file(chat)).catch(() => null))?.size ?? null;
          if (what === "list") await store.list();
          else if (what === "empty") await store.emptyTrash(0);
          else if (what === "ask") await ask(chat, `Question ${number}`);
          else if (what === "spoil") await truncate(index, number).catch(() => undefined);
          else if (what === "forget") await rm(path.join(folder, "chats", "texts"), { recursive: true, force: true });
          else if (what === "restore") {
            const [last] = await store.removed();
            if (last !== undefined) await store.restore(last.removed);
          } else if (size === null) continue;
          else if (what === "tear") await appendFile(file(chat), '{"type":"run-sta');
          else if (what === "cut") await truncate(file(chat), Math.floor((size * number) / 100));
          else if (what === "rename") await store.rename(chat, `Title ${number}`);
          else await store.remove(chat);
        }
        const listed = await store.list();
        const found = await all(store.search("question"));
        assert.deepEqual(listed, await rebuilt(folder));
        assert.deepEqual(found, await all(store.search("question")));
        await rm(folder, { recursive: true });
      }),
      { numRuns: repetitions(15, 200) },
    );
  });

  it("refuse names that lead elsewhere", async (t) => {
    const { store } = await storage(t);
    for (const id of ["../x", "", "a/b", "a\\b", "."]) {
      await assert.rejects(store.open(id), /names no chat/);
      await assert.rejects(store.remove(id), /names no chat/);
      await assert.rejects(store.rename(id, "x"), /names no chat/);
    }
  });

  it("go on being listed where that was cancelled", async (t) => {
    const { folder, store, ask } = await storage(t);
    for (const id of ["a", "b", "c"]) await ask(id, `Question ${id}`);
    const stop = new AbortController();
    const cancelled = store.list({
      signal: stop.signal,
      onProgress: () => {
        stop.abort(new Error("enough"));
      },
    });
    await assert.rejects(cancelled, /enough/);
    const shares: number[] = [];
    const listed = await store.list({ onProgress: (share) => shares.push(share) });
    assert.deepEqual(shares, [0.5, 1]);
    assert.deepEqual(listed, await rebuilt(folder));
  });
});
