import type { FileHandle } from "node:fs/promises";

/** Large enough that the number of reads does not matter, small enough that all readers have work. */
const PIECE_BYTES = 2 * 2 ** 20;
/**
 * As many as Node's threads for files. Most of the time is spent on giving the process new memory, which they share.
 */
const READERS = 4;

/**
 * Fills `bytes` from a file, in pieces.
 *
 * @param position of the first byte in the file
 * @throws Error when the file ends before that
 */
export async function readFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let next = 0;
  const reader = async (): Promise<void> => {
    while (next < bytes.length) {
      const start = next;
      const end = Math.min(bytes.length, start + PIECE_BYTES);
      next = end;
      await readPiece(file, bytes.subarray(start, end), position + start);
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
}

async function readPiece(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) throw new Error(`The file ends at ${position + done}.`);
    done += bytesRead;
  }
}
