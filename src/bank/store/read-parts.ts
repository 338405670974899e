import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { BankError } from "../../core/errors.ts";
import { isMissing } from "../../storage/index.ts";
import type { IndexPart } from "./bank-types.ts";
import { exists, INDEX_FILE } from "./layout.ts";
import type { IndexItem } from "./stored-entry.ts";

/**
 * In bytes. vectra takes about six times as much memory to open a file. Parts have been far smaller since they got a
 * limit.
 */
const LARGEST_PART = 256 << 20;

/**
 * Reads the items of a generation's parts one part after the other; missing parts are skipped. All parts are opened
 * before the first is read, so that none can vanish meanwhile.
 *
 * @param decode converts an item; throws when the item is damaged
 * @param onDamage called for each damaged item with its id, and with null for a part that vectra cannot open
 * @throws BankError when the whole generation has vanished, or a part is too large for vectra
 */
export async function* readParts<Item>(
  folder: string,
  parts: readonly IndexPart[],
  decode: (item: IndexItem) => Item,
  onDamage: (id: string | null) => void,
): AsyncGenerator<Item> {
  const handles: FileHandle[] = [];
  try {
    for (const { name } of parts) {
      const handle = await openPart(path.join(folder, name, INDEX_FILE));
      if (handle !== null) handles.push(handle);
    }
    if (handles.length < parts.length && !(await exists(folder))) {
      throw new BankError(`The question bank was rewritten while ${folder} was read. Read it again.`);
    }
    for (const handle of handles) {
      const items = await itemsOf(await handle.readFile());
      if (items === null) onDamage(null);
      for (const item of items ?? []) {
        const decoded = attempt(decode, item);
        if (decoded === undefined) onDamage(item.id);
        else yield decoded;
      }
    }
  } finally {
    for (const handle of handles) await handle.close();
  }
}

async function openPart(file: string): Promise<FileHandle | null> {
  const handle = await open(file, "r").catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (handle === null) return null;
  const { size } = await handle.stat();
  if (size <= LARGEST_PART) return handle;
  await handle.close();
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
  throw new BankError(
    `${file} has ${megabytes(size)}; this version of SMCS reads up to ${megabytes(LARGEST_PART)}. ` +
      'Export the bank with the version that wrote it ("smcs bank export FILE"), and import FILE into a new folder.',
  );
}

/** Returns null when vectra cannot open the file. */
async function itemsOf(file: Buffer): Promise<IndexItem[] | null> {
  // Loaded here because a bank that opens from its cache needs no vectra.
  const { readIndex } = await import("./vectra-index.ts");
  return readIndex(file).catch(() => null);
}

function attempt<Item>(decode: (item: IndexItem) => Item, item: IndexItem): Item | undefined {
  try {
    return decode(item);
  } catch {
    return undefined;
  }
}
