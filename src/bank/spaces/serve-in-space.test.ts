import assert from "node:assert/strict";
import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import { repetitions, SEED } from "../../../test/support/deep.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import { type BankEntry, packBank } from "../../core/packed-bank/index.ts";
import { similarities } from "../../core/selection/index.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { keptSpaces } from "./kept-spaces.ts";
import { moveBank } from "./move-bank.ts";
import { openBank } from "../opened/open-bank.ts";
import { packStateWith } from "../store/packed/pack-state.ts";
import { anyChanges, anyEntries, changed, contentOf, temporaryFolder } from "../../../test/support/bank/packed.ts";
import { type BankChange, bankEntries, changeBank, compactBank, createBank, readState } from "../store/bank-store.ts";
import { keptFile } from "./kept-file.ts";
import { lockKept } from "./kept-lock.ts";
import { KeptVectors } from "./kept-vectors.ts";
import { servedIn } from "./serve-in-space.ts";
import { embedderOf, entriesIn, entryIn, idsUpTo, mute, vectorIn } from "../../../test/support/bank/spaces.ts";

async function bankOf(t: TestContext, count: number): Promise<string> {
  const folder = await temporaryFolder(t);
  await createBank(folder, { space: "stored", entries: entriesIn("stored", ...idsUpTo(count)) });
  return folder;
}

const load = (folder: string, embedding: EmbeddingModel) =>
  openBank({ folder, starterFolder: "", capability: [] }, embedding).load();

/** Returns the packed bank as it would be if it were stored in the embedder's space. */
async function asIfStored(folder: string, space: string, further: readonly BankChange[] = []) {
  const entries: BankEntry[] = [];
  for await (const { question } of bankEntries(await readState(folder))) {
    entries.push({ question, vector: vectorIn(space, question.question, 5) });
  }
  return contentOf(packBank(space, await changed(entries, further)));
}

describe("a bank in another space than it is stored in", () => {
  it("is what packing it gives where it is stored in that space, whatever was changed, kept or spoilt", async (t) => {
    const further: BankChange[] = [
      { kind: "outcomes", id: "a", capability: { simulated: { value: 1, weight: 1, evidence: "checked" } } },
    ];
    let [round, kept] = [0, 0];
    await fc.assert(
      fc.asyncProperty(anyEntries, anyChanges, fc.nat(3), async (entries, changes, spoil) => {
        const folder = await temporaryFolder(t);
        await createBank(folder, { space: "stored", entries });
        for (const change of changes) await changeBank(folder, "stored", [change]).catch(() => undefined);
        const open = async (embedding: EmbeddingModel) =>
          contentOf(await packStateWith(servedIn(folder, embedding), await readState(folder), further));
        const expected = await asIfStored(folder, "served", further);
        assert.deepEqual(await open(embedderOf("served")), expected);
        assert.deepEqual(await open(mute("served")), expected);
        if (expected.rows.length > 0) {
          kept += 1;
          const file = keptFile(folder, "served");
          const bytes = await readFile(file);
          const damaged = [
            bytes,
            Buffer.alloc(9, "x"),
            bytes.subarray(0, -3),
            bytes.fill(0, Math.max(0, bytes.length - 40)),
          ][spoil];
          await writeFile(file, damaged ?? bytes);
        }
        assert.deepEqual(await open(embedderOf("served")), expected);
        if (round++ % 2 === 0) await compactBank(folder);
        assert.deepEqual(await open(mute("served")), expected);
      }),
      { numRuns: repetitions(8, 200), seed: SEED },
    );
    assert.ok(kept > repetitions(2, 60), `${kept}`);
  });

  it("embeds what is new, and equal texts once", async (t) => {
    const folder = await bankOf(t, 70);
    const embedding = embedderOf("served");
    const bank = await load(folder, embedding);
    assert.deepEqual([bank.space, embedding.texts.length], ["served", 70]);
    const asked = { space: "served", vector: vectorIn("served", "What is q7?", 5) };
    assert.ok(Math.abs((similarities(bank, asked)[7] ?? 0) - 1) < 1e-6);
    await changeBank(folder, "stored", [
      { kind: "add", entry: entryIn("stored", "x", "twice") },
      { kind: "add", entry: entryIn("stored", "y", "twice") },
    ]);
    assert.equal((await load(folder, embedding)).questions.size, 72);
    assert.deepEqual(embedding.texts.slice(70), ["twice"]);
    assert.deepEqual(contentOf(await load(folder, mute("served"))), await asIfStored(folder, "served"));
    assert.equal((await readState(folder)).manifest.space, "stored");
  });

  it("fails as its embedder does, and as a whole: nothing half is given out", async (t) => {
    const folder = await bankOf(t, 100);
    await assert.rejects(load(folder, mute("served")), /nothing was to be embedded/);
    const breaking = embedderOf("served", { before: (texts) => texts > 0 && Promise.reject(new Error("broke down")) });
    await assert.rejects(load(folder, breaking), /broke down/);
    const again = embedderOf("served");
    assert.equal((await load(folder, again)).questions.size, 100);
    assert.equal(breaking.texts.length + again.texts.length, 100);
  });

  it("does without keeping anything where nothing can be written, or another is at it", async (t) => {
    const [locked, closed] = [await bankOf(t, 3), await bankOf(t, 3)];
    const lock = await lockKept(locked, "served", "write", { wait: "never" });
    assert.equal((await load(locked, embedderOf("served"))).dimension, 5);
    await lock?.release();
    assert.deepEqual(await keptSpaces(locked), []);
    // A file is in the place of the folder.
    await writeFile(`${closed}/vectors`, "");
    await chmod(`${closed}/vectors`, 0o400);
    assert.equal((await load(closed, embedderOf("served"))).dimension, 5);
  });

  it("says so when it takes long, once", async (t) => {
    const folder = await bankOf(t, 300);
    const state = await readState(folder);
    for (const [batchTakes, expected] of [
      [100, 0],
      [1000, 1],
    ] as const) {
      let now = 0;
      const notices: string[] = [];
      const embedding = embedderOf(`served/${batchTakes}`, { before: () => (now += batchTakes) });
      await packStateWith(
        servedIn(
          folder,
          embedding,
          (notice) => notices.push(notice),
          () => now,
        ),
        state,
      );
      assert.equal(notices.length, expected);
      if (expected === 1)
        assert.match(notices[0] ?? "", /^300 questions of the bank are being embedded in served\/1000/);
    }
  });

  it("drops kept vectors of questions that are gone, but not those of test questions", async (t) => {
    const folder = await bankOf(t, 40);
    const test = entryIn("stored", "test");
    await changeBank(folder, "stored", [
      { kind: "add", entry: { ...test, question: { ...test.question, split: "test" } } },
    ]);
    await moveBank(folder, embedderOf("other"), { onProgress: () => undefined, signal: new AbortController().signal });
    const { size } = await stat(keptFile(folder, "stored"));
    await changeBank(
      folder,
      "other",
      idsUpTo(30).map((id) => ({ kind: "remove", id })),
    );
    await changeBank(folder, "other", [{ kind: "add", entry: entryIn("other", "new") }]);
    const embedding = embedderOf("stored");
    assert.equal((await load(folder, embedding)).questions.size, 11);
    assert.deepEqual(embedding.texts, ["What is new?"]);
    assert.ok((await stat(keptFile(folder, "stored"))).size < size / 2);
    const kept = await KeptVectors.read(folder, "stored");
    assert.equal(kept?.size, 12);
    await kept.close();
    await load(folder, mute("stored"));
  });

  it("may be one that nobody can make any more: the built-in embedder serves then, of any version", async (t) => {
    const now = builtInEmbedder();
    for (const space of ["transformers/lost/q8/0123456789ab", `${now.space}-older`]) {
      const folder = await temporaryFolder(t);
      await createBank(folder, { space, entries: entriesIn(space, ...idsUpTo(5)) });
      const bank = await load(folder, now);
      assert.equal(bank.space, now.space);
      const [asked] = await now.embed(["What is q3?"], "query");
      assert.ok(Math.abs((similarities(bank, asked!)[3] ?? 0) - 1) < 1e-6);
      await moveBank(folder, now, { onProgress: () => undefined, signal: new AbortController().signal });
      assert.deepEqual(contentOf(await load(folder, mute(now.space))), contentOf(bank));
    }
  });
});
