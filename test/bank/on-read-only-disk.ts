import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { moveBank } from "../../src/bank/spaces/move-bank.ts";
import { openBank } from "../../src/bank/opened/open-bank.ts";
import { embedderOf } from "../support/bank/spaces.ts";
import {
  bankExists,
  bankVersion,
  changeBank,
  compactBank,
  createBank,
  rewriteBank,
  verifyBank,
} from "../../src/bank/store/bank-store.ts";
import { alone, stagingPlace } from "../../src/bank/filling/staging/staging-place.ts";
import { adding, openSample, sampleEntries, sampleEntry, SPACE } from "./sample-bank.ts";

/** Writes a bank to a disk at `folder`, in mounts of its own process, and uses the bank when the disk is read-only. */
const [folder = ""] = process.argv.slice(2);
execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "none", folder]);
const bank = path.join(folder, "bank");
await createBank(bank, { space: SPACE, entries: sampleEntries(20) });
await changeBank(bank, SPACE, [adding(sampleEntry("new"))]);
const before = await bankVersion(bank);
execFileSync("mount", ["-o", "remount,ro", "none", folder]);

assert.ok(await bankExists(bank));
assert.deepEqual(await bankVersion(bank), before);
assert.equal((await openSample(bank)).ids.length, 21);
assert.deepEqual(await verifyBank(bank), []);

const refusal = { name: "BankError", message: /cannot be written \(EROFS\).*Allow writing/ };
const startedAt = Date.now();
await assert.rejects(changeBank(bank, SPACE, [adding(sampleEntry("other"))]), refusal);
await assert.rejects(compactBank(bank), refusal);
await assert.rejects(
  rewriteBank(bank, () => ({ space: SPACE, entries: [] })),
  refusal,
);
await assert.rejects(createBank(path.join(folder, "second"), { space: SPACE, entries: [] }), refusal);
const second = path.join(folder, "deeper", "second");
await assert.rejects(createBank(second, { space: SPACE, entries: [] }), refusal);
const { signal } = new AbortController();
await assert.rejects(
  alone(stagingPlace(second, "a file"), signal, () => Promise.resolve()),
  refusal,
);
const embedding = embedderOf("other");
const moving = { onProgress: () => undefined, signal: new AbortController().signal };
await assert.rejects(moveBank(bank, embedding, moving), refusal);
const served = openBank({ folder: bank, starterFolder: "", capability: [] }, embedding);
assert.deepEqual([(await served.load()).space, embedding.texts.length], ["other", 21]);
await createBank(bank, { space: SPACE, entries: [] });
assert.equal((await openSample(bank)).ids.length, 21);
console.log(`seven refusals in ${Date.now() - startedAt} ms`);
