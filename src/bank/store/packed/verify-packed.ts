import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { isMissing } from "../../../storage/index.ts";
import { decodeHeader, HEADER_BYTES, PACKED_FILE, type PackedKey } from "./layout.ts";
import { readFully } from "./read-fully.ts";

/**
 * Compares the hash of a generation's side file, which opening does not do. A file that opening would refuse is no
 * problem, because it is then made again.
 *
 * @returns sentences about what is wrong; empty when nothing is, or there is no such file
 */
export async function verifyPacked(folder: string, key: PackedKey): Promise<string[]> {
  const file = path.join(folder, PACKED_FILE);
  try {
    const expected = await recordedHash(file, key);
    if (expected === null) return [];
    const hash = createHash("sha256");
    await pipeline(createReadStream(file, { start: HEADER_BYTES, highWaterMark: 1 << 20 }), hash);
    if (hash.digest("hex") === expected) return [];
  } catch (error) {
    // The file may also be removed while it is read.
    if (isMissing(error)) return [];
    throw error;
  }
  return [`${file} is not what was written: its SHA-256 differs. Delete this file; it is only a cache, and made anew.`];
}

/** Returns null when opening would refuse the file. */
async function recordedHash(file: string, key: PackedKey): Promise<string | null> {
  const handle = await open(file, "r");
  try {
    const start = new Uint8Array(HEADER_BYTES);
    await readFully(handle, start, 0);
    return decodeHeader(start, key, (await handle.stat()).size).sha256;
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
