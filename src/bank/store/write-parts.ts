import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import path from "node:path";
import { BankError } from "../../core/errors.ts";
import type { IndexPart, NewContent } from "./bank-types.ts";
import { makeFolder, openPrivate, syncFolder, writeFully } from "../../storage/index.ts";
import { encodeItem } from "./item-codec.ts";
import { INDEX_FILE } from "./layout.ts";
import { HEADER_BYTES, ITEMS, LARGEST_ITEM } from "./read-items.ts";
import { toItem, toStoredEntry } from "./stored-entry.ts";

/** Node reads no file above 2 GiB at once, and neither does vectra. */
export const PART_BYTES = 1 << 30;
/** Bytes gathered before they are written. */
const CHUNK_BYTES = 1 << 20;
/** `version: 1` and an empty `metadata_config`, as vectra begins an index. */
const INDEX_HEADER = Uint8Array.of(0x08, 0x01, 0x12, 0x00);

/** What has been written. */
export interface Written {
  /** d; 0 when there was no entry. */
  readonly dimension: number;
  readonly parts: readonly IndexPart[];
}

/**
 * Writes entries into indexes `part-1`, `part-2`, ... within `folder`, in order and one by one. All is on the disk when
 * it resolves.
 *
 * @param partBytes no part becomes larger, unless by its first entry
 * @throws BankError when an entry cannot be stored, or an id comes twice
 */
export async function writeParts(folder: string, { space, entries }: NewContent, partBytes: number): Promise<Written> {
  const ids = new Set<string>();
  const parts: IndexPart[] = [];
  let dimension: number | null = null;
  let part = await PartWriter.create(folder, 1);
  try {
    for await (const given of entries) {
      const entry = toStoredEntry(given, dimension);
      dimension = entry.vector.length;
      const { id } = entry.question;
      if (ids.has(id)) throw new BankError(`Question ${id} comes twice; ids must be unique.`);
      ids.add(id);
      const item = encodeItem(toItem(entry, space));
      if (item.length > LARGEST_ITEM) throw new BankError(`Question ${id} is too large: ${item.length} bytes.`);
      if (part.entries > 0 && part.sizeWith(item) > partBytes) {
        parts.push(await part.finish());
        part = await PartWriter.create(folder, parts.length + 1);
      }
      await part.add(item);
    }
    parts.push(await part.finish());
  } finally {
    await part.close();
  }
  return { dimension: dimension ?? 0, parts };
}

/** Writes one index, entry by entry. */
class PartWriter {
  entries = 0;
  private bytes = 0;
  private readonly folder: string;
  private readonly handle: FileHandle;
  private readonly hash = createHash("sha256");
  private waiting = new BinaryWriter().raw(INDEX_HEADER);
  private waitingBytes = INDEX_HEADER.length;

  private constructor(folder: string, handle: FileHandle) {
    this.folder = folder;
    this.handle = handle;
  }

  static async create(folder: string, number: number): Promise<PartWriter> {
    const partFolder = path.join(folder, `part-${number}`);
    await makeFolder(partFolder);
    return new PartWriter(partFolder, await openPrivate(path.join(partFolder, INDEX_FILE), "wx"));
  }

  /** How large the file would be with one more item, at most. */
  sizeWith(item: Uint8Array): number {
    return this.bytes + this.waitingBytes + HEADER_BYTES + item.length;
  }

  async add(item: Uint8Array): Promise<void> {
    this.waiting.tag(ITEMS, WireType.LengthDelimited).bytes(item);
    this.waitingBytes += HEADER_BYTES + item.length;
    this.entries += 1;
    if (this.waitingBytes >= CHUNK_BYTES) await this.flush();
  }

  async finish(): Promise<IndexPart> {
    await this.flush();
    await this.handle.sync();
    await this.close();
    await syncFolder(this.folder);
    const { entries, bytes } = this;
    return { name: path.basename(this.folder), entries, bytes, sha256: this.hash.digest("hex") };
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  private async flush(): Promise<void> {
    const bytes = this.waiting.finish();
    this.waitingBytes = 0;
    this.hash.update(bytes);
    this.bytes += bytes.length;
    await writeFully(this.handle, bytes);
  }
}
