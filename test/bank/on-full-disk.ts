import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdir, rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import { bankSpaces } from "../../src/bank/spaces/bank-spaces.ts";
import { moveBank } from "../../src/bank/spaces/move-bank.ts";
import { assertIn, embedderOf } from "../support/bank/spaces.ts";
import {
  bankVersion,
  changeBank,
  compactBank,
  createBank,
  rewriteBank,
  verifyBank,
} from "../../src/bank/store/bank-store.ts";
import { adding, openSample, sampleEntries, sampleEntry, SPACE } from "./sample-bank.ts";

/** Fills a small disk at `folder`, in mounts of its own process, and writes a bank there. */
const [folder = ""] = process.argv.slice(2);
execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "none", folder]);
const bank = path.join(folder, "bank");
const filler = path.join(folder, "filler");
const full = { name: "BankError", message: /disk .* is full/ };

async function fill(left: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  await writeFile(filler, new Uint8Array(bavail * bsize - left));
}

await createBank(bank, { space: SPACE, entries: sampleEntries(200, 100) });
await changeBank(bank, SPACE, [adding(sampleEntry("first", 100))]);

let stored = 0;
await fill(32 << 10);
await assert.rejects(async () => {
  for (; stored < 1000; stored++) await changeBank(bank, SPACE, [adding(sampleEntry(`n${stored}`, 100))]);
}, full);
assert.ok(stored > 0 && stored < 1000);
assert.equal((await openSample(bank)).ids.length, 201 + stored);
assert.deepEqual(await verifyBank(bank), []);

const before = await bankVersion(bank);
await assert.rejects(compactBank(bank), full);
await assert.rejects(
  rewriteBank(bank, () => ({ space: SPACE, entries: sampleEntries(20_000, 100) })),
  full,
);
assert.deepEqual(await bankVersion(bank), before);
assert.deepEqual(await readdir(path.join(bank, "generations")), ["1"]);
assert.equal((await openSample(bank)).ids.length, 201 + stored);

await rm(filler);
await changeBank(bank, SPACE, [adding(sampleEntry("last", 100))]);
await compactBank(bank);
assert.deepEqual((await openSample(bank)).ids.at(-1), "last");
assert.equal((await openSample(bank)).ids.length, 202 + stored);
assert.deepEqual(await verifyBank(bank), []);
// A move keeps the vectors that it has made, and continues when there is room.
await fill(32 << 10);
const moving = { onProgress: () => undefined, signal: new AbortController().signal, batch: 10 };
const [first, second] = [embedderOf("new", { dimension: 100 }), embedderOf("new", { dimension: 100 })];
await assert.rejects(moveBank(bank, first, moving), full);
assert.ok(first.texts.length > 10 && first.texts.length < 202);
assert.equal((await bankSpaces(bank, "new")).stored, SPACE);
assert.deepEqual(await verifyBank(bank), []);
await rm(filler);
await moveBank(bank, second, moving);
assert.ok(first.texts.length + second.texts.length <= 202 + stored + 10);
assert.equal((await assertIn(bank, "new", 100)).length, 202 + stored);
console.log(`${stored} changes until the disk was full`);
