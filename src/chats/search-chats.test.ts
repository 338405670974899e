import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { all, storage } from "../../test/support/chats/store.ts";

describe("searching the chats", () => {
  it("finds all words of a query in one question or reply, in the newest chat first", async (t) => {
    const { store, ask } = await storage(t);
    await ask("a", "How do I sort an array?", "Call toSorted.");
    await ask("b", "Sort a list", "With an array method.");
    await ask("c", "Something else", "First sort.\nThen slice the array.");
    const found = await all(store.search("ARRAY sort"));
    assert.deepEqual(
      found.map(({ chat, runId }) => [chat.id, runId]),
      [
        ["c", "c-Something-else"],
        ["a", "a-How-do-I-sort-an-array-"],
      ],
    );
    assert.equal(found[0]?.excerpt, "First sort. Then slice the array.");
  });

  it("finds words with and without their accents, in whatever case and form", async (t) => {
    const { store, ask } = await storage(t);
    await ask("a", "Größe der Naïve-Bayes-Tabelle", "re\u0301sume\u0301, ЁЛКА, Ελλάδα, 数组");
    for (const query of [
      "grosse",
      "größe",
      "GRÖSSE",
      "GRÖßE",
      "groẞe",
      "naive",
      "résumé",
      "RESUME",
      "елка",
      "ελλαδα",
      "数组",
    ]) {
      const expected = /gr.*ss/i.test(query) ? [] : ["a"];
      const found = await all(store.search(query));
      assert.deepEqual(
        found.map(({ chat }) => chat.id),
        expected,
        query,
      );
    }
  });

  it("takes what stands for something in a pattern for itself", async (t) => {
    const { store, ask } = await storage(t);
    await ask("a", "What does a.*b(c) mean?");
    await ask("b", "axxb c");
    assert.deepEqual(
      (await all(store.search("a.*b(c)"))).map(({ chat }) => chat.id),
      ["a"],
    );
    for (const query of ["[", "\\", "(?", "a|b", "^$", "\ud800", "-]"]) await all(store.search(query));
  });

  it("finds given titles, and shows what is around a hit in the middle", async (t) => {
    const { store, ask } = await storage(t);
    await ask("a", "First", `${"x ".repeat(100)}needle${" y".repeat(200)}`);
    await store.rename("a", "About haystacks");
    const [titled] = await all(store.search("haystacks"));
    assert.deepEqual([titled?.chat.title, titled?.runId, titled?.excerpt], ["About haystacks", null, ""]);
    const [hit] = await all(store.search("needle"));
    assert.match(hit?.excerpt ?? "", /^…x [x ]*needle y[y ]*…$/);
    assert.ok((hit?.excerpt.length ?? 0) < 200);
  });

  it("finds nothing without words, and no more than is wanted", async (t) => {
    const { store, ask } = await storage(t);
    for (const id of ["a", "b", "c"]) await ask(id, "Same");
    assert.deepEqual(await all(store.search(" \n")), []);
    assert.equal((await all(store.search("same", { limit: 2 }))).length, 2);
  });

  it("reads the chats themselves where the texts are lost or damaged", async (t) => {
    const { folder, store, ask } = await storage(t);
    for (const id of ["a", "b"]) await ask(id, "Same", "needle");
    await store.list();
    await rm(path.join(folder, "chats", "texts", "a.json"));
    await writeFile(path.join(folder, "chats", "texts", "b.json"), '{"version":1,"turns":[]}');
    assert.equal((await all(store.search("needle"))).length, 2);
  });

  it("says how far it is, and can be stopped", async (t) => {
    const { store, ask } = await storage(t);
    for (let index = 0; index < 20; index++) await ask(`chat-${index}`, "Same", "needle");
    const shares: number[] = [];
    const stop = new AbortController();
    const search = all(
      store.search("needle", {
        signal: stop.signal,
        onProgress: (share) => {
          shares.push(share);
          if (shares.length === 2) stop.abort(new Error("enough"));
        },
      }),
    );
    await assert.rejects(search, /enough/);
    assert.deepEqual(shares, [0.4, 0.8]);
  });
});
