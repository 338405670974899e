import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { BankError, messageOf } from "../core/errors.ts";
import { codeOf } from "../storage/index.ts";
import { peeked } from "./peeked.ts";

/** Maximum size of the unpacked file in bytes; a small packed file may unpack to any size. */
const mostBytes = 4 * 1024 ** 3;

/** Bytes at the beginning that show the kind of a file. */
const headLength = 64 * 1024;

/** Beginnings of binary files, and what to do with such a file. */
const binaries: readonly (readonly [start: string, what: string])[] = [
  ["PK\u0003\u0004", "an Excel workbook or a ZIP archive: save its sheet as CSV UTF-8, or unpack it"],
  ["PAR1", "a Parquet file: convert it to JSON lines or CSV"],
  ["SQLite format 3", "an SQLite database: export its table as CSV"],
  ["%PDF", "a PDF document: questions are read from JSON lines, JSON and CSV"],
];

/** The file is not what it was said to be; resuming makes no sense. */
export class UnusableFileError extends BankError {}

/** A file in its state at one time. */
export interface FileStamp {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Time of the last change, in ms since 1970. */
  readonly changed: number;
}

/** @throws BankError when there is no such file */
export async function stampOf(file: string): Promise<FileStamp> {
  const found = await stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (!found.isFile()) throw new BankError(`${file} is not a file.`);
  return { path: path.resolve(file), size: found.size, changed: found.mtimeMs };
}

/**
 * Yields the text of a file as UTF-8, unpacked if it is compressed with gzip.
 *
 * @param onRead called with each piece, with the share of the file read so far
 * @throws UnusableFileError when the file is damaged, too large or not a text; BankError when it cannot be read now
 */
export async function* fileText(
  { path: file, size }: FileStamp,
  signal: AbortSignal,
  onRead: (share: number) => void = () => undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const isPacked = await isGzip(file);
  const raw = createReadStream(file, { signal });
  // Failures are thrown to the reader below.
  const bytes = isPacked ? pipeline(raw, createGunzip(), () => undefined) : raw;
  let unpacked = 0;
  try {
    for await (const piece of plainText(bytes as AsyncIterable<Uint8Array>, path.basename(file))) {
      signal.throwIfAborted();
      onRead(size === 0 ? 1 : raw.bytesRead / size);
      unpacked += piece.length;
      if (unpacked > mostBytes) {
        const what = `${path.basename(file)} holds more than 4 GiB, so nothing was imported`;
        throw new UnusableFileError(`${what}: divide it into several files.`);
      }
      yield piece;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (codeOf(error) === undefined) throw error;
    if (error instanceof Error && "syscall" in error) throw unreadable(file, error);
    const what = `${path.basename(file)} is damaged, so nothing was imported: ${messageOf(error)}.`;
    throw new UnusableFileError(what, { cause: error });
  } finally {
    raw.destroy();
  }
}

/** Resolves with whether the first two bytes are gzip's; names are often wrong. */
async function isGzip(file: string): Promise<boolean> {
  try {
    const handle = await open(file, "r");
    try {
      const { bytesRead, buffer } = await handle.read(new Uint8Array(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): BankError {
  return new BankError(`${file} cannot be read: ${messageOf(error)}. Check its name, and whether you may read it.`, {
    cause: error,
  });
}

/**
 * Yields a file's text as UTF-8: UTF-16 with a byte order mark is converted, everything else stays unchanged.
 *
 * @param fileName for messages
 * @throws UnusableFileError when it is not a text, saying what it seems to be
 */
async function* plainText(
  file: AsyncIterable<Uint8Array>,
  fileName: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { head, bytes } = await peeked(file, headLength);
  const encoding = utf16(head);
  if (encoding === null) {
    refuseBinary(head, fileName);
    yield* bytes;
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

function utf16(head: Buffer): "utf-16le" | "utf-16be" | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : null;
}

function refuseBinary(head: Buffer, fileName: string): void {
  const start = head.subarray(0, 16).toString("latin1");
  const [, what] = binaries.find(([mark]) => start.startsWith(mark)) ?? [];
  if (what !== undefined) throw new UnusableFileError(`${fileName} is ${what}. Nothing was imported.`);
  if (!head.includes(0)) return;
  throw new UnusableFileError(
    `${fileName} is not a text file: it holds NUL bytes. If it is a text, save it as UTF-8. Nothing was imported.`,
  );
}
