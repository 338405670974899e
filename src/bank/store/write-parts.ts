import path from "node:path";
import { BankError } from "../../core/errors.ts";
import type { IndexPart, NewContent } from "./bank-types.ts";
import { type IndexItem, toItem, toStoredEntry } from "./stored-entry.ts";

/** Entries of a part. vectra looks through all of them for each that it adds, and opens a damaged part not at all. */
const PART_ENTRIES = 1000;
/** Bytes of a part; vectra has all of them in memory several times. */
export const PART_BYTES = 16 << 20;
/** No entry is larger. */
const LARGEST_ITEM = 64 << 20;
/** At most what an item takes beside its texts and its vector. */
const ITEM_OVERHEAD = 100;

/** What has been written. */
export interface Written {
  /** d; 0 when there was no entry. */
  readonly dimension: number;
  readonly parts: readonly IndexPart[];
}

/**
 * Writes entries into indexes `part-1`, `part-2`, ... within `folder`, in order; one part at a time is in memory. All is
 * on the disk when it resolves.
 *
 * @param partBytes no part becomes larger, unless by its first entry
 * @throws BankError when an entry cannot be stored, or an id comes twice
 */
export async function writeParts(folder: string, { space, entries }: NewContent, partBytes: number): Promise<Written> {
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
