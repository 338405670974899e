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

/** Returns the content of the next generation; `old` is null when there is no bank. */
type MakeContent = (old: BankState | null) => NewContent | Promise<NewContent>;

/** Options for writing a bank. */
interface RewriteOptions {
  /** Largest size of an index file, in bytes. */
  readonly partBytes?: number;
}

/**
 * Entries per part. For each added entry vectra searches all entries of the part, and it cannot open a damaged part at
 * all.
 */
const PART_ENTRIES = 1000;
/** Bytes per part; vectra holds all of them in memory several times. */
const PART_BYTES = 16 << 20;
/** Upper limit of an entry's size. */
const LARGEST_ITEM = 64 << 20;
/** Upper limit of an item's bytes besides its texts and its vector. */
const ITEM_OVERHEAD = 100;

/** The result of writing a generation's parts. */
interface Written {
  /** d; 0 without entries. */
  readonly dimension: number;
  readonly parts: readonly IndexPart[];
}

/**
 * Writes a whole bank as its next generation: under the lock, from a new read, streamed. Until the generation is
 * complete on disk the bank stays as it was, even when `make` or its entries fail. Their error is thrown unchanged.
 *
 * @throws BankError when an entry cannot be stored, or the files cannot be written
 */
export async function rewriteBank(bankFolder: string, make: MakeContent, options?: RewriteOptions): Promise<Manifest> {
  return withBankLock(bankFolder, (lock) => rewriteUnderLock(bankFolder, lock, make, options));
}

/** Creates a bank, unless it exists. @throws BankError as `rewriteBank` */
export async function createBank(bankFolder: string, content: NewContent): Promise<void> {
  if (await bankExists(bankFolder)) return;
  await withBankLock(bankFolder, async (lock) => {
    // Another process may have created it first.
    if (!(await bankExists(bankFolder))) await rewriteUnderLock(bankFolder, lock, () => content);
  });
}

/** Folds the journal into the index. @throws BankError as `rewriteBank` */
export async function compactBank(bankFolder: string): Promise<void> {
  await rewriteBank(bankFolder, asItIs);
}

/** Returns the bank unchanged, for `rewriteBank`. */
export function asItIs(old: BankState | null): NewContent {
  if (old === null) throw new BankError("There is no question bank to compact.");
  return { space: old.manifest.space, entries: bankEntries(old) };
}

/** `rewriteBank` for callers that hold the lock. */
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
    // The new generation is the bank now, even if a folder cannot be moved or removed yet.
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

/** Protects the work of others in case the lock failed to keep them out. */
async function assertUnchanged(bankFolder: string, before: BankVersion | null): Promise<void> {
  const now = await bankVersion(bankFolder);
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  throw new BankError(
    `The question bank in ${bankFolder} was changed by another process while it was being rewritten; nothing was changed here. Try again.`,
  );
}

/** Prefix of the name of a generation that is being written. */
const BUILDING = ".building-";
/** Prefix of the name of a generation that is being removed. */
const REMOVING = ".removing-";
/** When such a folder is older than this, its writer was killed. */
const KILLED_MS = 60_000;

/** Moves a damaged generation aside, where a person can examine it. It is never deleted. */
async function setAside(bankFolder: string, generation: number): Promise<void> {
  const when = new Date().toISOString().replaceAll(":", "-");
  const aside = path.join(bankFolder, `damaged-${generation}-${when}`);
  await renamePatiently(generationFolder(bankFolder, generation), aside);
}

/**
 * Removes what is no longer needed: all generations except the newest and the previous one, and the remains of killed
 * writers. The caller holds the lock. What cannot be removed now, such as a file that is being read on Windows, is left
 * to the next call.
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

/** Renamed first, so that no reader takes a half-removed generation for a damaged one. */
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
 * Writes entries into indexes `part-1`, `part-2`, ... within `folder`, in order; one part at a time is in memory.
 * Everything is on disk when it resolves.
 *
 * @param partBytes limit of a part's size, which only a part of a single entry may exceed
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

/** Returns an upper limit of an item's size in the index. */
function bytesOf({ id, question, space, vector }: IndexItem): number {
  const texts = [id, question, space].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return texts + vector.byteLength + ITEM_OVERHEAD;
}
