import type { FileHandle } from "node:fs/promises";
import { crc32 } from "node:zlib";

const NEWLINE = 0x0a;
const CHUNK_BYTES = 1 << 18;
const CHECKSUM_LENGTH = 8;

/** Position of a line in its file, without its newline. */
export interface Place {
  readonly offset: number;
  readonly bytes: number;
}

/** A whole line and its place. */
interface PlacedLine extends Place {
  readonly text: string;
}

/** Returns one line of a log: CRC-32 of the JSON in 8 hexadecimal digits, a space, the JSON, a newline. */
export function encodeLine(value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksumOf(json)} ${json}\n`;
}

/**
 * Returns the value that was given to `encodeLine`, from a line without its newline; undefined when the line is
 * damaged.
 */
export function decodeLine(line: string): unknown {
  const json = line.slice(CHECKSUM_LENGTH + 1);
  if (line[CHECKSUM_LENGTH] !== " " || line.slice(0, CHECKSUM_LENGTH) !== checksumOf(json)) return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** Yields the whole lines of a file from an offset. A killed writer's text after the last newline is not a line. */
export async function* linesFrom(handle: FileHandle, from: number): AsyncGenerator<PlacedLine> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = from;
  for (;;) {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, offset + rest.length);
    if (bytesRead === 0) return;
    const added = buffer.subarray(0, bytesRead);
    // Only the new chunk is searched, so that a long line is not searched again with every chunk.
    let end = added.indexOf(NEWLINE);
    if (end >= 0) end += rest.length;
    rest = rest.length === 0 ? added : Buffer.concat([rest, added]);
    let start = 0;
    for (; end >= 0; end = rest.indexOf(NEWLINE, start)) {
      yield { text: rest.toString("utf8", start, end), offset: offset + start, bytes: end - start };
      start = end + 1;
    }
    offset += start;
    rest = rest.subarray(start);
  }
}

function checksumOf(json: string): string {
  return crc32(json).toString(16).padStart(CHECKSUM_LENGTH, "0");
}
