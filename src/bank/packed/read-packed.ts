import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import { decodeHeader, HEADER_BYTES, PACKED_FILE, type PackedKey } from "./layout.ts";
import type { PackedColumns } from "./packed-columns.ts";
import { readColumns } from "./read-columns.ts";
import { readFully } from "./read-fully.ts";

/** A side file that was opened, and whose sizes are sound. */
export interface PackedFile {
  /** N */
  readonly rows: number;
  /** d */
  readonly dimension: number;
  /** @throws Error when something in them does not fit */
  readonly readColumns: () => Promise<PackedColumns>;
  /**
   * Reads the N x d vectors to the beginning of `room`, which is their only copy.
   *
   * @throws Error when the file has ended early
   */
  readonly readVectors: (room: Float32Array) => Promise<void>;
}

/**
 * Opens the side file of a generation while `use` works with it. Nothing in it is believed before it is checked, and it
 * makes nobody take more memory than it is long.
 *
 * @throws Error when there is none, or it is damaged or was made from another state of the index
 */
export async function withPackedFile<Result>(
  folder: string,
  key: PackedKey,
  use: (packed: PackedFile) => Promise<Result>,
): Promise<Result> {
  const file = await open(path.join(folder, PACKED_FILE), "r");
  try {
    return await use(await openPacked(file, key));
  } finally {
    await file.close();
  }
}

async function openPacked(file: FileHandle, key: PackedKey): Promise<PackedFile> {
  const { size } = await file.stat();
  const start = new Uint8Array(HEADER_BYTES);
  await readFully(file, start, 0);
  const header = decodeHeader(start, key, size);
  const { rows, dimension, lengths } = header;
  return {
    rows,
    dimension,
    readColumns: () => readColumns(file, header),
    readVectors: ({ buffer, byteOffset }) =>
      readFully(file, new Uint8Array(buffer, byteOffset, lengths.vectors), HEADER_BYTES),
  };
}
