import { type FileHandle, open, rename } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf } from "./error-code.ts";

/** What Windows answers while another process holds one of the files open. */
const HELD = ["EPERM", "EACCES", "EBUSY"];
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 1000;
const RENAME_TRIES = 10;

/** Makes a folder's own list of files durable; without that a crash may forget a rename. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and needs none of this.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Renames a file or folder. Where a reader holds it, which only Windows minds, it tries again after growing pauses, for
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
