import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import type { ImportProgress } from "./import-progress.ts";
import { keptSpaces } from "./kept-spaces.ts";
import { BankIsMovingError, moveBank, type MoveOptions } from "./move-bank.ts";
import { openBank } from "../opened/open-bank.ts";
import { temporaryFolder } from "../../../test/support/bank/packed.ts";
import { keptFile, vectorsFolder } from "./kept-file.ts";
import { assertIn, embedderOf, entriesIn, entryIn, idsUpTo, mute } from "../../../test/support/bank/spaces.ts";
import { bankVersion, changeBank, createBank, readState, rewriteBank, verifyBank } from "../store/bank-store.ts";

const quietly = (more: Partial<MoveOptions> = {}): MoveOptions => ({
  onProgress: () => undefined,
  signal: new AbortController().signal,
  ...more,
});

async function bankOf(t: TestContext, space: string, count: number): Promise<string> {
  const folder = await temporaryFolder(t);
  await createBank(folder, { space, entries: entriesIn(space, ...idsUpTo(count)) });
  return folder;
}

const keptOf = async (folder: string): Promise<(readonly [string, number])[]> =>
  (await keptSpaces(folder)).map(({ space, vectors }) => [space, vectors]);

describe("moving a bank to another space", () => {
  it("gives every question its vector, keeps the old ones, and does nothing the second time", async (t) => {
    const folder = await bankOf(t, "old", 150);
    const told: ImportProgress[] = [];
    const moving = quietly({ onProgress: (progress) => told.push(progress) });
    assert.deepEqual(await moveBank(folder, embedderOf("new"), moving), { questions: 150 });
    assert.deepEqual(await assertIn(folder, "new"), idsUpTo(150));
    assert.deepEqual(await keptOf(folder), [["old", 150]]);
    assert.deepEqual(await moveBank(folder, mute("new"), quietly()), { questions: 0 });
    assert.deepEqual(await verifyBank(folder), []);
    const shares = told.map(({ share }) => share);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    assert.deepEqual([told[0]?.rows, told.at(-1)?.rows, shares.at(-1)], [0, 150, 1]);
  });

  it("back to where it was embeds nothing, with another dimension or the same", async (t) => {
    const folder = await bankOf(t, "old", 10);
    await moveBank(folder, embedderOf("new", { dimension: 9 }), quietly());
    await assertIn(folder, "new", 9);
    await changeBank(folder, "new", [{ kind: "add", entry: entryIn("new", "later", undefined, 9) }]);
    const old = embedderOf("old");
    await moveBank(folder, old, quietly());
    assert.deepEqual(old.texts, ["What is later?"]);
    assert.deepEqual(await assertIn(folder, "old"), [...idsUpTo(10), "later"]);
    assert.deepEqual(await keptOf(folder), [["new", 11]]);
    await moveBank(folder, mute("new"), quietly());
    await assertIn(folder, "new", 9);
  });

  it("embeds equal texts once, and test questions too", async (t) => {
    const folder = await temporaryFolder(t);
    const test = entryIn("old", "test");
    const entries = [
      entryIn("old", "a", "the same"),
      entryIn("old", "b", "the same"),
      { ...test, question: { ...test.question, split: "test" as const } },
    ];
    await createBank(folder, { space: "old", entries });
    const embedding = embedderOf("new");
    assert.deepEqual(await moveBank(folder, embedding, quietly()), { questions: 3 });
    assert.deepEqual(embedding.texts, ["the same", "What is test?"]);
    await assertIn(folder, "new");
  });

  it("does not keep vectors that the built-in embedder makes anew, of whatever version", async (t) => {
    const older = `${builtInEmbedder().space}-older`;
    const folder = await bankOf(t, older, 3);
    await moveBank(folder, builtInEmbedder(), quietly());
    assert.equal((await readState(folder)).manifest.space, builtInEmbedder().space);
    assert.deepEqual(await readdir(vectorsFolder(folder)), []);
  });

  it("says that there is no bank, and has nothing to do for an empty one", async (t) => {
    const folder = await temporaryFolder(t);
    await assert.rejects(moveBank(folder, mute("new"), quietly()), { name: "BankError", message: /There is no/ });
    await createBank(folder, { space: "old", entries: [] });
    assert.deepEqual(await moveBank(folder, mute("new"), quietly()), { questions: 0 });
  });

  it("refuses an embedder that gives vectors of another space or none, and leaves the bank as it was", async (t) => {
    const folder = await bankOf(t, "old", 3);
    const version = await bankVersion(folder);
    const liar = { ...embedderOf("old"), space: "new" };
    await assert.rejects(moveBank(folder, liar, quietly()), { name: "BankError", message: /returned a vector of old/ });
    const poor = { space: "new", embed: () => Promise.resolve([]) };
    await assert.rejects(moveBank(folder, poor, quietly()), { name: "BankError", message: /fewer vectors than texts/ });
    await assert.rejects(moveBank(folder, mute("new"), quietly()), /nothing was to be embedded/);
    assert.deepEqual(await bankVersion(folder), version);
    assert.deepEqual(await keptOf(folder), []);
  });

  it("that was cancelled says how far it is, and goes on from there", async (t) => {
    const folder = await bankOf(t, "old", 100);
    const version = await bankVersion(folder);
    const stop = new AbortController();
    const first = embedderOf("new", {
      before: (texts) => {
        if (texts >= 40) stop.abort();
      },
    });
    await assert.rejects(moveBank(folder, first, quietly({ signal: stop.signal, batch: 10 })), {
      name: "BankError",
      message: /cancelled: 40 of 100 questions are done.*continues from there/,
    });
    assert.deepEqual(await bankVersion(folder), version);
    await assertIn(folder, "old");
    const second = embedderOf("new");
    await moveBank(folder, second, quietly());
    assert.equal(first.texts.length + second.texts.length, 100);
    await assertIn(folder, "new");
  });

  it("that was cancelled at any moment has moved it whole or not at all", async (t) => {
    const folder = await bankOf(t, "old", 600);
    const embedding = embedderOf("new");
    let cancelled = 0;
    for (let moment = 0; ; moment++) {
      const stop = new AbortController();
      let left = moment;
      const onProgress = (): void => {
        if (left-- === 0) stop.abort();
      };
      const moved = await moveBank(folder, embedding, { onProgress, signal: stop.signal, batch: 20 }).catch(() => null);
      if (moved !== null) break;
      cancelled += 1;
      await assertIn(folder, "old");
    }
    assert.ok(cancelled > 6, `${cancelled}`);
    assert.equal(embedding.texts.length, 600);
    assert.equal((await assertIn(folder, "new")).length, 600);
  });

  it("by two at once is done by one, and the other is told", async (t) => {
    const folder = await bankOf(t, "old", 40);
    const second: Promise<unknown>[] = [];
    const first = embedderOf("new", {
      before: async () => {
        if (second.length > 0) return;
        second.push(assert.rejects(moveBank(folder, mute("new"), quietly()), BankIsMovingError));
        await second[0];
      },
    });
    assert.deepEqual(await moveBank(folder, first, quietly({ batch: 10 })), { questions: 40 });
    assert.equal(second.length, 1);
    assert.equal(first.texts.length, 40);
    await assertIn(folder, "new");
  });
});

describe("a bank that is opened while it is moved", () => {
  it("waits for one that keeps vectors, and takes them over", async (t) => {
    const folder = await bankOf(t, "old", 100);
    const moves: Promise<unknown>[] = [];
    const moving = embedderOf("new");
    const opening = embedderOf("new", {
      before: (texts) => texts === 0 && moves.push(moveBank(folder, moving, quietly())),
    });
    await openBank({ folder, starterFolder: "", capability: [] }, opening).load();
    assert.deepEqual(await Promise.all(moves), [{ questions: 100 }]);
    assert.deepEqual([opening.texts.length, moving.texts.length], [100, 0]);
    await assertIn(folder, "new");
  });
});

describe("a bank that changes while it is moved", () => {
  it("has what was added, taken out and learned meanwhile", async (t) => {
    const folder = await bankOf(t, "old", 30);
    const known = { m: { value: 1, weight: 1, evidence: "checked" } } as const;
    const embedding = embedderOf("new", {
      before: async (texts) => {
        if (texts !== 20) return;
        await changeBank(folder, "old", [
          { kind: "add", entry: entryIn("old", "added") },
          { kind: "remove", id: "q0" },
          { kind: "outcomes", id: "q1", capability: known },
        ]);
      },
    });
    await moveBank(folder, embedding, quietly({ batch: 10 }));
    assert.deepEqual(await assertIn(folder, "new"), [...idsUpTo(30).slice(1), "added"]);
    assert.deepEqual(await keptOf(folder), [["old", 30]]);
  });

  it("by very many questions has them embedded without its lock", async (t) => {
    const folder = await bankOf(t, "old", 20);
    let imported = false;
    const embedding = embedderOf("new", {
      before: async (texts) => {
        // Each of these would wait for ever if the move held a lock here.
        if (texts === 10 && !imported) {
          imported = true;
          await rewriteBank(folder, () => ({ space: "old", entries: entriesIn("old", ...idsUpTo(320)) }));
        } else if (texts > 20) {
          await changeBank(folder, "old", [{ kind: "outcomes", id: `q${texts}`, capability: {} }]);
        }
      },
    });
    assert.deepEqual(await moveBank(folder, embedding, quietly({ batch: 10 })), { questions: 320 });
    assert.equal(embedding.texts.length, 320);
    assert.equal((await assertIn(folder, "new")).length, 320);
  });

  it("by another that moves it elsewhere is moved from there", async (t) => {
    const folder = await bankOf(t, "old", 20);
    const embedding = embedderOf("new", {
      before: async (texts) => {
        if (texts === 10) await moveBank(folder, embedderOf("elsewhere"), quietly());
      },
    });
    await moveBank(folder, embedding, quietly({ batch: 10 }));
    await assertIn(folder, "new");
    assert.deepEqual(await keptOf(folder), [
      ["elsewhere", 20],
      ["old", 20],
    ]);
  });
});

describe("kept vectors that are damaged", () => {
  it("are made anew before the bank is moved", async (t) => {
    const folder = await bankOf(t, "old", 20);
    await moveBank(folder, embedderOf("new"), quietly());
    const file = keptFile(folder, "old");
    await writeFile(file, "garbage");
    const old = embedderOf("old");
    await moveBank(folder, old, quietly());
    assert.equal(old.texts.length, 20);
    await assertIn(folder, "old");
    const left = await readdir(path.dirname(file));
    assert.ok(left.some((name) => name.includes(".unusable-")));
  });

  it("of another length than the embedder's are named, with what to do", async (t) => {
    const folder = await bankOf(t, "old", 20);
    await moveBank(folder, embedderOf("new"), quietly());
    await changeBank(folder, "new", [{ kind: "add", entry: entryIn("new", "later") }]);
    const other = embedderOf("old", { dimension: 6 });
    await assert.rejects(moveBank(folder, other, quietly()), {
      name: "BankError",
      message: /have 5 numbers, a new one has 6.*Delete that file/,
    });
    await assertIn(folder, "new");
  });
});
