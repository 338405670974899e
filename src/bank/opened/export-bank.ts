import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { BankError, messageOf } from "../../core/errors.ts";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import { codeOf, renamePatiently } from "../../storage/index.ts";

/** Characters buffered before a write. */
const WRITTEN_AT_ONCE = 1 << 20;

/**
 * Writes a bank as smcs-jsonl, with outcomes and embeddings, so that importing the file gives the same bank. The file
 * appears whole or not at all.
 *
 * @returns how many questions were written
 * @throws BankError when the file cannot be written
 */
export async function exportBank(space: string, entries: AsyncIterable<BankEntry>, file: string): Promise<number> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const count = await writeLines(temporary, space, entries);
    await renamePatiently(temporary, file);
    return count;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    const what = `The bank was not written to ${file}: ${messageOf(error)}.`;
    throw new BankError(`${what} Choose another folder, or make room there, and try again.`, { cause: error });
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeLines(file: string, space: string, entries: AsyncIterable<BankEntry>): Promise<number> {
  const handle = await open(file, "wx");
  try {
    let count = 0;
    let waiting = "";
    for await (const { question, vector } of entries) {
      waiting += `${JSON.stringify({ ...question, embedding: Array.from(vector), space })}\n`;
      count += 1;
      if (waiting.length < WRITTEN_AT_ONCE) continue;
      await handle.appendFile(waiting);
      waiting = "";
    }
    await handle.appendFile(waiting);
    await handle.sync();
    return count;
  } finally {
    await handle.close();
  }
}
