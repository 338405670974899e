import { open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { BankError } from "../../core/errors.ts";
import { isMissing } from "../../storage/index.ts";
import { storageFailure } from "../store/index.ts";
import { decodeHeader, keptFile, KEPT_SUFFIX, LONGEST_HEADER, recordBytes, vectorsFolder } from "./kept-file.ts";
import { lockKept } from "./kept-lock.ts";

/** A space of which a bank keeps vectors, other than the bank's own. */
export interface KeptSpace {
  readonly space: string;
  readonly vectors: number;
  /** Of its file. */
  readonly bytes: number;
}

/**
 * Returns the spaces whose vectors are kept beside a bank, by name.
 *
 * @throws BankError when the files must not be read
 */
export async function keptSpaces(bankFolder: string): Promise<KeptSpace[]> {
  const spaces: KeptSpace[] = [];
  try {
    for (const name of await namesIn(bankFolder)) {
      const kept = name.endsWith(KEPT_SUFFIX) ? await keptSpaceIn(path.join(vectorsFolder(bankFolder), name)) : null;
      if (kept !== null) spaces.push(kept);
    }
  } catch (error) {
    throw storageFailure(error, bankFolder);
  }
  return spaces.sort((a, b) => (a.space < b.space ? -1 : 1));
}

/**
 * Deletes the kept vectors of a space; without a space, those of all spaces and all unusable files. The bank itself
 * stays. Moving it to such a space then embeds everything again.
 *
 * @returns how many bytes were freed
 * @throws BankError when vectors are being added at the moment, or the files cannot be deleted
 */
export async function forgetKeptVectors(bankFolder: string, space?: string): Promise<number> {
  let bytes = 0;
  try {
    const spaces = space === undefined ? (await keptSpaces(bankFolder)).map((kept) => kept.space) : [space];
    for (const one of spaces) bytes += await forget(bankFolder, one);
    if (space !== undefined) return bytes;
    // The remaining files were moved away or not finished.
    for (const name of await namesIn(bankFolder)) {
      const file = path.join(vectorsFolder(bankFolder), name);
      if (!name.endsWith(KEPT_SUFFIX) || (await keptSpaceIn(file)) === null) bytes += await removeFile(file);
    }
  } catch (error) {
    throw storageFailure(error, bankFolder);
  }
  return bytes;
}

async function forget(bankFolder: string, space: string): Promise<number> {
  const file = keptFile(bankFolder, space);
  if ((await sizeOf(file)) === null) return 0;
  const lock = await lockKept(bankFolder, space, "write", { wait: "unless-it-lives" });
  if (lock === null) {
    throw new BankError(
      `Vectors of ${space} are being made at the moment. Cancel that, or wait for it, and try again.`,
    );
  }
  try {
    return await removeFile(file);
  } finally {
    await lock.release();
  }
}

async function removeFile(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  // Locks are folders. An empty file was just created by another process.
  if (found?.isFile() !== true || found.size === 0) return 0;
  await rm(file, { force: true });
  return found.size;
}

/**
 * Returns what the header of a file of kept vectors says; null when there is no such file or it was not written by
 * SMCS.
 */
export async function keptSpaceIn(file: string): Promise<KeptSpace | null> {
  const handle = await open(file, "r").catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (handle === null) return null;
  try {
    const start = Buffer.alloc(LONGEST_HEADER);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    const header = decodeHeader(start.subarray(0, bytesRead));
    if (header === null) return null;
    const { size } = await handle.stat();
    const vectors = Math.floor((size - header.bytes) / recordBytes(header.dimension));
    return { space: header.space, vectors, bytes: size };
  } finally {
    await handle.close();
  }
}

async function namesIn(bankFolder: string): Promise<string[]> {
  return readdir(vectorsFolder(bankFolder)).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    (error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    },
  );
}
