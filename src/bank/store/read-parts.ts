import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { BankError } from "../../core/errors.ts";
import type { IndexPart } from "./bank-types.ts";
import { exists, INDEX_FILE } from "./layout.ts";
import { readItems } from "./read-items.ts";
import { isMissing } from "../../storage/index.ts";

/**
 * Reads the items of a generation's parts one after the other, as `readItems` does; missing parts are passed over. All
 * are opened before the first is read, so that none can vanish meanwhile.
 *
 * @throws BankError when the whole generation has vanished
 */
export async function* readParts<Item>(
  folder: string,
  parts: readonly IndexPart[],
  decode: (bytes: Uint8Array) => Item,
  onDamage: (id: string | null) => void,
): AsyncGenerator<Item> {
  const handles: FileHandle[] = [];
  try {
    for (const { name } of parts) {
      const handle = await openOrNull(path.join(folder, name, INDEX_FILE));
      if (handle !== null) handles.push(handle);
    }
    if (handles.length < parts.length && !(await exists(folder))) {
      throw new BankError(`The question bank was rewritten while ${folder} was read. Read it again.`);
    }
    for (const handle of handles) yield* readItems(handle, decode, onDamage);
  } finally {
    for (const handle of handles) await handle.close();
  }
}

async function openOrNull(file: string): Promise<FileHandle | null> {
  return open(file, "r").catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}
