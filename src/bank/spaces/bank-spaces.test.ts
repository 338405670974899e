import assert from "node:assert/strict";
import { readdir, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { bankSpaces } from "./bank-spaces.ts";
import { forgetKeptVectors, keptSpaces } from "./kept-spaces.ts";
import { moveBank } from "./move-bank.ts";
import { temporaryFolder } from "../../../test/support/bank/packed.ts";
import { keptFile, vectorsFolder } from "./kept-file.ts";
import { lockKept } from "./kept-lock.ts";
import { embedderOf, entriesIn, entryIn, idsUpTo } from "../../../test/support/bank/spaces.ts";
import { changeBank, createBank } from "../store/bank-store.ts";

const quietly = { onProgress: () => undefined, signal: new AbortController().signal };

describe("how a bank stands towards a space", () => {
  it("is told without a bank, with an empty one, and in its own space", async (t) => {
    const folder = await temporaryFolder(t);
    const nothing = { stored: "", ready: true, missing: 0, questions: 0 };
    assert.deepEqual(await bankSpaces(folder, "s"), nothing);
    await createBank(folder, { space: "s", entries: [] });
    assert.deepEqual(await bankSpaces(folder, "s"), nothing);
    await changeBank(folder, "s", [{ kind: "add", entry: entryIn("s", "a") }]);
    assert.deepEqual(await bankSpaces(folder, "s"), { stored: "s", ready: true, missing: 0, questions: 1 });
  });

  it("counts what would have to be embedded, as far as a move has come and as the bank changes", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: "s", entries: entriesIn("s", ...idsUpTo(30)) });
    const none = { stored: "s", ready: false, missing: 30, questions: 30 };
    assert.deepEqual(await bankSpaces(folder, "other"), none);
    const breaking = embedderOf("other", { before: (texts) => texts === 20 && Promise.reject(new Error("broke")) });
    await assert.rejects(moveBank(folder, breaking, { ...quietly, batch: 10 }), /broke/);
    assert.deepEqual(await bankSpaces(folder, "other"), { ...none, missing: 10 });
    await changeBank(folder, "s", [
      { kind: "remove", id: "q25" },
      { kind: "remove", id: "q2" },
      { kind: "add", entry: entryIn("s", "again", "What is q2?") },
      { kind: "add", entry: entryIn("s", "new") },
    ]);
    assert.deepEqual(await bankSpaces(folder, "other"), { ...none, missing: 10 });
    await moveBank(folder, embedderOf("other"), quietly);
    assert.deepEqual(await bankSpaces(folder, "s"), { stored: "other", ready: true, missing: 0, questions: 30 });
    await writeFile(keptFile(folder, "s"), "garbage");
    assert.deepEqual(await bankSpaces(folder, "s"), { stored: "other", ready: false, missing: 30, questions: 30 });
  });

  it("is told by the number of vectors while some are being added, and by the texts after that", async (t) => {
    const folder = await temporaryFolder(t);
    const twice = [entryIn("s", "again", "What is q0?"), entryIn("s", "once more", "What is q0?")];
    await createBank(folder, { space: "s", entries: [...entriesIn("s", ...idsUpTo(30)), ...twice] });
    const breaking = embedderOf("other", { before: (texts) => texts === 10 && Promise.reject(new Error("broke")) });
    await assert.rejects(moveBank(folder, breaking, { ...quietly, batch: 10 }), /broke/);
    const none = { stored: "s", ready: false, questions: 32 };
    assert.deepEqual(await bankSpaces(folder, "other"), { ...none, missing: 22 });
    const before = new Date(Date.now() - 60_000);
    await utimes(keptFile(folder, "other"), before, before);
    assert.deepEqual(await bankSpaces(folder, "other"), { ...none, missing: 20 });
  });

  it("is not looked up again before anything has changed", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: "s", entries: entriesIn("s", "a") });
    await changeBank(folder, "s", [{ kind: "add", entry: entryIn("s", "b") }]);
    const before = await bankSpaces(folder, "s");
    assert.equal(before.questions, 2);
    const journal = path.join(folder, "generations", "1", "journal.log");
    await writeFile(journal, "#".repeat((await stat(journal)).size));
    assert.deepEqual(await bankSpaces(folder, "s"), before, "a journal as long as before is not read");
    await writeFile(journal, "");
    assert.equal((await bankSpaces(folder, "s")).questions, 1);
  });
});

describe("kept vectors of a bank", () => {
  it("are listed by space, and forgotten one by one or all, with what cannot be used", async (t) => {
    const folder = await temporaryFolder(t);
    assert.deepEqual([await keptSpaces(folder), await forgetKeptVectors(folder)], [[], 0]);
    await createBank(folder, { space: "b/1", entries: entriesIn("b/1", ...idsUpTo(4)) });
    for (const space of ["a/1", "c/1"]) await moveBank(folder, embedderOf(space), quietly);
    const listed = await keptSpaces(folder);
    assert.deepEqual(
      listed.map(({ space, vectors }) => [space, vectors]),
      [
        ["a/1", 4],
        ["b/1", 4],
      ],
    );
    assert.equal(await forgetKeptVectors(folder, "a/1"), listed[0]?.bytes);
    assert.equal(await forgetKeptVectors(folder, "never"), 0);
    assert.deepEqual(await keptSpaces(folder), listed.slice(1));
    await writeFile(`${keptFile(folder, "x")}.unusable-1`, "12345");
    await writeFile(keptFile(folder, "y"), "not listed");
    assert.deepEqual(await keptSpaces(folder), listed.slice(1));
    assert.equal(await forgetKeptVectors(folder), 15 + (listed[1]?.bytes ?? 0));
    assert.deepEqual(await readdir(vectorsFolder(folder)), []);
    assert.equal((await bankSpaces(folder, "c/1")).questions, 4);
  });

  it("are not forgotten while they are being made", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: "old", entries: entriesIn("old", ...idsUpTo(4)) });
    await moveBank(folder, embedderOf("new"), quietly);
    const lock = await lockKept(folder, "old", "write", { wait: "never" });
    await assert.rejects(forgetKeptVectors(folder, "old"), { name: "BankError", message: /being made at the moment/ });
    await lock?.release();
    assert.ok((await forgetKeptVectors(folder, "old")) > 0);
  });
});
