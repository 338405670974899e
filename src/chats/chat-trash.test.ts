import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { storage } from "../../test/support/chats/store.ts";

const DAY = 24 * 60 * 60 * 1000;
const now = new Date("2026-07-31T12:00:00Z");
const inDays = (days: number): Date => new Date(now.getTime() + days * DAY);

describe("removing a chat", () => {
  it("can be taken back within a week", async (t) => {
    const { folder, store, ask } = await storage(t);
    await ask("a", "First");
    const before = await store.list();
    const removed = await store.remove("a", now);
    assert.deepEqual(await store.list(), []);
    assert.deepEqual(await readdir(path.join(folder, "chats", "texts")), []);
    assert.equal(await store.emptyTrash(undefined, inDays(6.9)), 0);
    assert.equal(await store.restore(removed), "a");
    assert.deepEqual(await store.list(), before);
  });

  it("is for good after a week, with the runs' own files, and leaves others alone", async (t) => {
    const { folder, store, ask } = await storage(t);
    await ask("a", "First");
    await ask("a", "Second");
    await ask("b", "Third");
    const removed = await store.remove("a", now);
    assert.equal((await readdir(path.join(folder, "runs"))).length, 3);
    assert.equal(await store.emptyTrash(undefined, inDays(7)), 1);
    assert.deepEqual(
      (await readdir(path.join(folder, "runs"))).map((name) => name.replace(/^.*Z-/, "")),
      ["b-Third.jsonl"],
    );
    assert.deepEqual(await readdir(path.join(folder, "chats", "trash")), []);
    await assert.rejects(store.restore(removed), { code: "ENOENT" });
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      ["b"],
    );
  });

  it("can be made final at once", async (t) => {
    const { store, ask } = await storage(t);
    for (const id of ["a", "b"]) await ask(id, "First");
    for (const id of ["a", "b"]) await store.remove(id);
    assert.equal(await store.emptyTrash(0), 2);
  });

  it("leaves it in a list of its own meanwhile, last removed first", async (t) => {
    const { store, ask } = await storage(t);
    for (const id of ["a", "b"]) await ask(id, `Question ${id}`);
    await store.remove("a", now);
    const last = await store.remove("b", inDays(1));
    const listed = await store.removed();
    assert.deepEqual(
      listed.map(({ summary }) => summary.title),
      ["Question b", "Question a"],
    );
    assert.deepEqual(listed[0]?.removed, last);
  });

  it("is taken back beside what another window has written to it meanwhile", async (t) => {
    const { store, ask } = await storage(t);
    await ask("a", "First");
    const removed = await store.remove("a");
    await ask("a", "Second");
    const back = await store.restore(removed);
    const titles = Object.fromEntries((await store.list()).map(({ id, title }) => [id, title]));
    assert.deepEqual(titles, { a: "Second", [back]: "First" });
  });

  it("says so where there is none", async (t) => {
    const { store } = await storage(t);
    await assert.rejects(store.remove("a"), { code: "ENOENT" });
  });
});
