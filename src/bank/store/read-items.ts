import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { BankError } from "../../core/errors.ts";
import { isMissing } from "../../storage/index.ts";
import type { IndexPart } from "./bank-types.ts";
import { FileWindow } from "./file-window.ts";
import { idOfItem } from "./item-codec.ts";
import { exists, INDEX_FILE } from "./layout.ts";

/** Fields of vectra's IndexData; each is written as a tag of one byte. */
const VERSION = 1;
const METADATA_CONFIG = 2;
export const ITEMS = 3;
const ITEM_TAG = (ITEMS << 3) | WireType.LengthDelimited;
/** Every item begins with its id, and its metadata follows. */
const ID_TAG = (1 << 3) | WireType.LengthDelimited;
const METADATA_TAG = (2 << 3) | WireType.LengthDelimited;
/** The most that a tag and a length take. */
export const HEADER_BYTES = 6;
/** How much of an item is looked at to tell it from garbage; the longest id that is found again after damage. */
const CANDIDATE_BYTES = 1 << 10;
/** No item is larger: a length beyond that is damage. */
export const LARGEST_ITEM = 64 << 20;

interface Field {
  readonly number: number;
  /** Of the tag and the length. */
  readonly headerBytes: number;
  /** Of what follows them. */
  readonly bytes: number;
}

/**
 * Reads the items of an index file in order, a window at a time. Where bytes are damaged it goes on at the next item
 * that can be decoded.
 *
 * @param decode the bytes of one item, which are valid only until it returns; throws when they are damaged
 * @param onDamage told once for each damaged stretch, with the id of the item there if that can still be read
 */
export async function* readItems<Item>(
  handle: FileHandle,
  decode: (bytes: Uint8Array) => Item,
  onDamage: (id: string | null) => void,
): AsyncGenerator<Item> {
  const window = new FileWindow(handle);
  let sound = true;
  for (let offset = 0; ;) {
    const header = window.peek(offset, HEADER_BYTES) ?? (await window.load(offset, HEADER_BYTES));
    if (header.length === 0) return;
    const field = fieldAt(header);
    if (sound && field !== null && field.number !== ITEMS) {
      offset += field.headerBytes + field.bytes;
      continue;
    }
    let bytes: Uint8Array | null = null;
    if (field?.number === ITEMS) {
      const from = offset + field.headerBytes;
      bytes = window.peek(from, field.bytes) ?? (await window.load(from, field.bytes));
    }
    const item = bytes !== null && bytes.length === field?.bytes ? attempt(decode, bytes) : undefined;
    if (item !== undefined && field !== null) {
      sound = true;
      yield item;
      offset += field.headerBytes + field.bytes;
      continue;
    }
    if (sound) onDamage(bytes === null ? null : (attempt(idOfItem, bytes) ?? null));
    sound = false;
    offset = await nextCandidate(window, offset + 1);
  }
}

/** The field that begins here; null when that is none of an index. */
function fieldAt(header: Uint8Array): Field | null {
  return (
    attempt(() => {
      const reader = new BinaryReader(header);
      const [number, wireType] = reader.tag();
      if (number === VERSION && wireType === WireType.Varint) {
        reader.uint32();
        return { number, headerBytes: reader.pos, bytes: 0 };
      }
      if (wireType !== WireType.LengthDelimited || (number !== METADATA_CONFIG && number !== ITEMS)) return undefined;
      const bytes = reader.uint32();
      return bytes > LARGEST_ITEM ? undefined : { number, headerBytes: reader.pos, bytes };
    }, header) ?? null
  );
}

/** Where from `offset` on bytes stand that look like the beginning of an item; the file's end when none do. */
async function nextCandidate(window: FileWindow, offset: number): Promise<number> {
  const STEP = 1 << 16;
  for (;;) {
    const bytes = window.peek(offset, STEP) ?? (await window.load(offset, STEP));
    if (bytes.length === 0) return offset;
    // Near the end of what is there a candidate cannot be judged, unless that is the end of the file.
    const judged = bytes.length < STEP ? bytes.length : bytes.length - CANDIDATE_BYTES;
    for (let at = bytes.indexOf(ITEM_TAG); at >= 0 && at < judged; at = bytes.indexOf(ITEM_TAG, at + 1)) {
      if (looksLikeItem(bytes.subarray(at, at + CANDIDATE_BYTES))) return offset + at;
    }
    offset += judged;
  }
}

function looksLikeItem(bytes: Uint8Array): boolean {
  const field = fieldAt(bytes);
  if (field?.number !== ITEMS || bytes[field.headerBytes] !== ID_TAG) return false;
  const afterId = attempt(
    (item) => {
      const reader = new BinaryReader(item);
      return reader.uint32() + reader.pos;
    },
    bytes.subarray(field.headerBytes + 1),
  );
  return afterId !== undefined && bytes[field.headerBytes + 1 + afterId] === METADATA_TAG;
}

function attempt<Result>(read: (bytes: Uint8Array) => Result, bytes: Uint8Array): Result | undefined {
  try {
    return read(bytes);
  } catch {
    return undefined;
  }
}

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
