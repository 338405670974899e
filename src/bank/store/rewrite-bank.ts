import { randomUUID } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { BankError } from "../../core/errors.ts";
import { makeFolder, openPrivate, renamePatiently, syncFolder } from "../../storage/index.ts";
import { type BankLock, withBankLock } from "./bank-lock.ts";
import type { BankState, BankVersion, IndexPart, Manifest, NewContent } from "./bank-types.ts";
import { inspectGeneration } from "./generation.ts";
import { bankEntries } from "./index-entries.ts";
import { generationFolder, generationsFolder, listGenerations, MANIFEST_FILE } from "./layout.ts";
import { contentHashOf, encodeManifest } from "./manifest.ts";
import { bankExists, bankVersion, readState } from "./read-state.ts";
import { storageFailure } from "./storage-failure.ts";
import { type IndexItem, toItem, toStoredEntry } from "./stored-entry.ts";

/** Gives the content of the next generation; `old` is null when there is no bank. */
export type MakeContent = (old: BankState | null) => NewContent | Promise<NewContent>;

/** How a bank is written. */
export interface RewriteOptions {
  /** The largest index file, in bytes. */
  readonly partBytes?: number;
}

/** Entries of a part. vectra looks through all of them for each that it adds, and opens a damaged part not at all. */
const PART_ENTRIES = 1000;
/** Bytes of a part; vectra has all of them in memory several times. */
const PART_BYTES = 16 << 20;
/** No entry is larger. */
const LARGEST_ITEM = 64 << 20;
/** At most what an item takes beside its texts and its vector. */
const ITEM_OVERHEAD = 100;

/** What has been written. */
interface Written {
  /** d; 0 when there was no entry. */
  readonly dimension: number;
  readonly parts: readonly IndexPart[];
}

/**
 * Writes a bank whole, as its next generation: under the lock, from a fresh read, streamed. Until that is complete on
 * the disk the bank is what it was, also when `make` or its entries fail, and their error comes back as it is.
 *
 * @throws BankError when an entry cannot be stored, or the files cannot be written
 */
export async function rewriteBank(bankFolder: string, make: MakeContent, options?: RewriteOptions): Promise<Manifest> {
  return withBankLock(bankFolder, (lock) => rewriteUnderLock(bankFolder, lock, make, options));
}

/** Creates a bank, unless there is one. @throws BankError as `rewriteBank` */
export async function createBank(bankFolder: string, content: NewContent): Promise<void> {
  if (await bankExists(bankFolder)) return;
  await withBankLock(bankFolder, async (lock) => {
    // Another process may have been faster.
    if (!(await bankExists(bankFolder))) await rewriteUnderLock(bankFolder, lock, () => content);
  });
}

/** Folds the journal into the index. @throws BankError as `rewriteBank` */
export async function compactBank(bankFolder: string): Promise<void> {
  await rewriteBank(bankFolder, asItIs);
}

/** The bank as it is, for `rewriteBank`. */
export function asItIs(old: BankState | null): NewContent {
  if (old === null) throw new BankError("There is no question bank to compact.");
  return { space: old.manifest.space, entries: bankEntries(old) };
}

/** `rewriteBank` for those who hold the lock. */
export async function rewriteUnderLock(
  bankFolder: string,
  lock: BankLock,
  make: MakeContent,
  { partBytes = PART_BYTES }: RewriteOptions = {},
): Promise<Manifest> {
  const building = path.join(generationsFolder(bankFolder), `${BUILDING}${randomUUID()}`);
  try {
    const old = (await bankExists(bankFolder)) ? await readState(bankFolder) : null;
    const content = await make(old);
    await makeFolder(building);
    const generation = (old?.manifest.generation ?? 0) + 1;
    const manifest = await build(building, generation, content, partBytes);
    await lock.assertHeld();
    await assertUnchanged(bankFolder, old?.version ?? null);
    await renamePatiently(building, generationFolder(bankFolder, generation));
    await syncFolder(generationsFolder(bankFolder));
    await syncFolder(bankFolder);
    // The new generation is the bank now; a folder that cannot be moved or removed yet does not change that.
    if (old !== null && old.losses.length > 0)
      await setAside(bankFolder, old.manifest.generation).catch(() => undefined);
    await tidy(bankFolder).catch(() => undefined);
    return manifest;
  } catch (error) {
    throw storageFailure(error, bankFolder);
  } finally {
    await rm(building, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function build(folder: string, generation: number, content: NewContent, partBytes: number): Promise<Manifest> {
  const { dimension, parts } = await writeParts(folder, content, partBytes);
  const entries = parts.reduce((sum, part) => sum + part.entries, 0);
  const space = entries === 0 ? "" : content.space;
  const manifest = {
    format: 1,
    generation,
    space,
    dimension,
    entries,
    parts,
    contentHash: contentHashOf(parts),
  } as const;
  const handle = await openPrivate(path.join(folder, MANIFEST_FILE), "wx");
  try {
    await handle.writeFile(encodeManifest(manifest));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(folder);
  return manifest;
}

/** The lock keeps others out; should it have failed all the same, their work is not overwritten. */
async function assertUnchanged(bankFolder: string, before: BankVersion | null): Promise<void> {
  const now = await bankVersion(bankFolder);
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  throw new BankError(
    `The question bank in ${bankFolder} was changed by another process while it was being rewritten; nothing was changed here. Try again.`,
  );
}

/** Before the name of a generation that is being written. */
const BUILDING = ".building-";
/** Before the name of one that is being removed. */
const REMOVING = ".removing-";
/** A folder that is being written is older only if its writer was killed. */
const KILLED_MS = 60_000;

/** Moves a damaged generation out of the way, where a person can look at it. Nobody deletes it. */
async function setAside(bankFolder: string, generation: number): Promise<void> {
  const when = new Date().toISOString().replaceAll(":", "-");
  const aside = path.join(bankFolder, `damaged-${generation}-${when}`);
  await renamePatiently(generationFolder(bankFolder, generation), aside);
}

/**
 * Removes what is not needed any more: all generations but the newest and the one before, and what killed writers left.
 * To be called under the lock. What cannot be removed now, such as a file that is read on Windows, is left to the next.
 */
async function tidy(bankFolder: string): Promise<void> {
  const folder = generationsFolder(bankFolder);
  const [, , ...old] = await listGenerations(bankFolder);
  for (const generation of old) await remove(bankFolder, generation).catch(() => undefined);
  for (const name of await readdir(folder)) {
    const left = path.join(folder, name);
    if (name.startsWith(REMOVING) || (name.startsWith(BUILDING) && (await isOld(left)))) {
      await rm(left, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** Renamed first, so that no reader takes a generation that is half gone for a damaged one. */
async function remove(bankFolder: string, generation: number): Promise<void> {
  const inspection = await inspectGeneration(bankFolder, generation);
  if (inspection !== null && inspection.damage.length > 0) {
    await setAside(bankFolder, generation);
    return;
  }
  const removing = path.join(generationsFolder(bankFolder), `${REMOVING}${randomUUID()}`);
  await rename(generationFolder(bankFolder, generation), removing);
}

async function isOld(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null);
  return found !== null && found.mtimeMs < Date.now() - KILLED_MS;
}

/**
 * Writes entries into indexes `part-1`, `part-2`, ... within `folder`, in order; one part at a time is in memory. All is
 * on the disk when it resolves.
 *
 * @param partBytes no part becomes larger, unless by its first entry
 * @throws BankError when an entry cannot be stored, or an id comes twice
 */
async function writeParts(folder: string, { space, entries }: NewContent, partBytes: number): Promise<Written> {
  const { IndexWriter } = await import("./vectra-index.ts");
  const writer = new IndexWriter();
  const ids = new Set<string>();
  const parts: IndexPart[] = [];
  let dimension: number | null = null;
  let waiting: IndexItem[] = [];
  let waitingBytes = ITEM_OVERHEAD;
  const writeWaiting = async (): Promise<void> => {
    const name = `part-${parts.length + 1}`;
    parts.push({ name, entries: waiting.length, ...(await writer.write(path.join(folder, name), waiting)) });
    waiting = [];
    waitingBytes = ITEM_OVERHEAD;
  };
  for await (const given of entries) {
    const entry = toStoredEntry(given, dimension);
    dimension = entry.vector.length;
    const { id } = entry.question;
    if (ids.has(id)) throw new BankError(`Question ${id} comes twice; ids must be unique.`);
    ids.add(id);
    const item = toItem(entry, space);
    const bytes = bytesOf(item);
    if (bytes > LARGEST_ITEM) throw new BankError(`Question ${id} is too large: ${bytes} bytes.`);
    const isFull = waiting.length === PART_ENTRIES || waitingBytes + bytes > partBytes;
    if (isFull && waiting.length > 0) await writeWaiting();
    waiting.push(item);
    waitingBytes += bytes;
  }
  if (waiting.length > 0 || parts.length === 0) await writeWaiting();
  return { dimension: dimension ?? 0, parts };
}

/** What an item takes in the index, at most. */
function bytesOf({ id, question, space, vector }: IndexItem): number {
  const texts = [id, question, space].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return texts + vector.byteLength + ITEM_OVERHEAD;
}
