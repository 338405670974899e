import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { adding, sampleEntries, sampleEntry, SPACE, temporaryFolder } from "../../../test/bank/sample-bank.ts";
import { bankVersion, changeBank, compactBank, createBank, readState, rewriteBank, verifyBank } from "./bank-store.ts";

/**
 * Creates a bank as a later version may leave it: another format, fields unknown to this version, and a matching
 * checksum.
 */
async function newerBank(t: TestContext): Promise<string> {
  const folder = await temporaryFolder(t);
  await createBank(folder, { space: SPACE, entries: sampleEntries(5) });
  const file = path.join(folder, "generations", "1", "manifest.json");
  const { checksum: _, ...known } = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  const manifest = { ...known, format: 2, shards: [{ name: "a" }] };
  const checksum = createHash("sha256").update(JSON.stringify(manifest)).digest("hex");
  await writeFile(file, JSON.stringify({ ...manifest, checksum }, null, 2));
  return folder;
}

async function contents(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  return new Map(await Promise.all(files.sort().map(async (file) => [file, await readFile(file, "hex")] as const)));
}

const REFUSAL = {
  name: "BankError",
  message:
    /A newer version of SMCS has written the question bank in .*: it has format 2.*reads 1\. .*not changed\. Update SMCS/,
};

describe("a bank of a later format", () => {
  it("is refused in a sentence, by whoever reads it", async (t) => {
    const folder = await newerBank(t);
    for (const read of [readState, bankVersion, verifyBank]) await assert.rejects(read(folder), REFUSAL);
  });

  it("is never written", async (t) => {
    const folder = await newerBank(t);
    const before = await contents(folder);
    await assert.rejects(changeBank(folder, SPACE, [adding(sampleEntry("new"))]), REFUSAL);
    await assert.rejects(compactBank(folder), REFUSAL);
    await assert.rejects(
      rewriteBank(folder, () => ({ space: SPACE, entries: sampleEntries(1) })),
      REFUSAL,
    );
    assert.deepEqual(await contents(folder), before);
  });
});
