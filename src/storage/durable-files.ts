import { randomUUID } from "node:crypto";
import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf } from "./error-code.ts";
import { makeFolder, openPrivate } from "./private-files.ts";

/** Error codes on Windows while another process holds one of the files open. */
const HELD = ["EPERM", "EACCES", "EBUSY"];
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 1000;
const RENAME_TRIES = 10;

/** Makes a folder's list of files durable; without this a crash may lose a rename. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and does not need this.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Renames a file or folder. On Windows a reader of the file prevents that: then it retries after growing pauses, for
 * about five seconds.
 */
export async function renamePatiently(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (tries === RENAME_TRIES || !HELD.includes(codeOf(error) ?? "")) throw error;
      await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
    }
  }
}

/** Writes all of `bytes` at the file's position; a single write may stop short. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
  }
}

/** Appends all of `bytes` to a file of `size` bytes, or nothing: bytes that a full disk accepted are cut off again. */
export async function appendWhole(handle: FileHandle, bytes: Uint8Array, size: number): Promise<void> {
  try {
    await writeFully(handle, bytes);
  } catch (error) {
    await handle.truncate(size).catch(() => undefined);
    throw error;
  }
}

/**
 * Replaces the content of a file: readers find the old content or the new one, never a part, even after a kill. Only
 * the owner may read the file.
 */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  await makeFolder(path.dirname(file));
  const temporary = `${file}.${randomUUID()}.new`;
  try {
    const handle = await openPrivate(temporary, "wx");
    try {
      await writeFully(handle, typeof content === "string" ? Buffer.from(content) : content);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await renamePatiently(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** An unfinished file older than this, in milliseconds, is no longer being written. */
const LEFT_OVER_MS = 60 * 60 * 1000;

/** Returns whether a file is the remains of a `replaceFile` in a killed process. */
export async function isLeftOver(file: string): Promise<boolean> {
  const found = file.endsWith(".new") ? await stat(file).catch(() => null) : null;
  return found !== null && Date.now() - found.mtimeMs > LEFT_OVER_MS;
}
