import { randomUUID } from "node:crypto";
import { copyFile, link, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { makeFolder, openPrivate, syncFolder, writeFully } from "../../storage/index.ts";
import type { BankState } from "./bank-types.ts";
import { encodeManifest } from "./manifest.ts";
import { generationFolder, generationsFolder, INDEX_FILE, JOURNAL_FILE, MANIFEST_FILE } from "./layout.ts";
import { storageFailure } from "./storage-failure.ts";

/**
 * Writes a state as a bank of its own. The files of an index are never changed, so the copy shares them with the bank
 * where the disk can do that, and takes no room.
 *
 * @param bankFolder of the copy; must not hold a bank yet
 * @throws BankError when the bank was rewritten since the state was read, or the files cannot be written
 */
export async function copyState(state: BankState, bankFolder: string): Promise<void> {
  const { folder, manifest, version } = state;
  const building = path.join(generationsFolder(bankFolder), `.building-${randomUUID()}`);
  try {
    await makeFolder(building);
    for (const { name } of manifest.parts) {
      await makeFolder(path.join(building, name));
      await shareFile(path.join(folder, name, INDEX_FILE), path.join(building, name, INDEX_FILE));
      await syncFolder(path.join(building, name));
    }
    if (version.journalBytes > 0) await copyJournal(folder, building, version.journalBytes);
    const handle = await openPrivate(path.join(building, MANIFEST_FILE), "wx");
    try {
      await handle.writeFile(encodeManifest(manifest));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncFolder(building);
    await rename(building, generationFolder(bankFolder, manifest.generation));
    await syncFolder(generationsFolder(bankFolder));
  } catch (error) {
    throw storageFailure(error, bankFolder);
  } finally {
    await rm(building, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Not every disk has links, and none has them to another disk. */
async function shareFile(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}

/** Copies the journal as far as the state was read: others may be appending to it. */
async function copyJournal(from: string, to: string, bytes: number): Promise<void> {
  const source = await open(path.join(from, JOURNAL_FILE), "r");
  try {
    const { bytesRead, buffer } = await source.read(Buffer.alloc(bytes), 0, bytes, 0);
    const target = await openPrivate(path.join(to, JOURNAL_FILE), "wx");
    try {
      await writeFully(target, buffer.subarray(0, bytesRead));
      await target.sync();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
