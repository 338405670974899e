import { randomUUID } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import path from "node:path";
import { renamePatiently, syncFolder } from "./durable-files.ts";
import { makeFolder, openPrivate } from "./private-files.ts";

/**
 * Writes a file anew: whoever reads meanwhile, or after a kill, finds the old text or the new one, never a part. Only its
 * owner may read it.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  await makeFolder(path.dirname(file));
  const temporary = `${file}.${randomUUID()}.new`;
  try {
    const handle = await openPrivate(temporary, "wx");
    try {
      await handle.writeFile(text);
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

/** So old, in milliseconds, an unfinished file is nobody's work in progress. */
const LEFT_OVER_MS = 60 * 60 * 1000;

/** Whether a file is what a killed process left of a `replaceFile`. */
export async function isLeftOver(file: string): Promise<boolean> {
  const found = file.endsWith(".new") ? await stat(file).catch(() => null) : null;
  return found !== null && Date.now() - found.mtimeMs > LEFT_OVER_MS;
}
