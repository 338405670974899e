import path from "node:path";
import { BankError } from "../../core/errors.ts";
import { openPrivate, syncFolder, writeFully } from "../../storage/index.ts";
import type { Journal } from "./journal.ts";
import { JOURNAL_FILE } from "./layout.ts";

/** How long a journal is, and where its last whole line ends. */
type Extent = Pick<Journal, "bytes" | "end">;

/**
 * Appends lines to a generation's journal. They are on the disk when it resolves, and not in the journal when it fails.
 * What a killed writer left behind the last whole line is cut off.
 *
 * @param journal as it was read under the lock
 * @returns the journal as it is now
 * @throws BankError when the journal is not as it was read; the errors of the file system
 */
export async function appendToJournal(folder: string, lines: string, { bytes, end }: Extent): Promise<Extent> {
  const added = Buffer.from(lines);
  const file = path.join(folder, JOURNAL_FILE);
  const handle = await openPrivate(file, "a");
  try {
    const { size } = await handle.stat();
    if (size !== bytes) throw new BankError(`${file} was changed by another process; nothing was stored. Try again.`);
    if (size > end) await handle.truncate(end);
    try {
      await writeFully(handle, added);
      await handle.datasync();
    } catch (error) {
      // Half a line without its newline would be ignored, but whole lines of a failed call must not come back.
      await handle.truncate(end);
      throw error;
    }
  } finally {
    await handle.close();
  }
  if (end === 0) await syncFolder(folder);
  return { bytes: end + added.length, end: end + added.length };
}
