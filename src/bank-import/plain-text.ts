import { peeked } from "./peeked.ts";
import { UnusableFileError } from "./unusable-file.ts";

/** Bytes at the beginning that tell what a file is. */
const headLength = 64 * 1024;

/** What kinds of binary files begin with, and what to do with one. */
const binaries: readonly (readonly [start: string, what: string])[] = [
  ["PK\u0003\u0004", "an Excel workbook or a ZIP archive: save its sheet as CSV UTF-8, or unpack it"],
  ["PAR1", "a Parquet file: convert it to JSON lines or CSV"],
  ["SQLite format 3", "an SQLite database: export its table as CSV"],
  ["%PDF", "a PDF document: questions are read from JSON lines, JSON and CSV"],
];

/**
 * A file's text as UTF-8: UTF-16 that begins with its byte order mark is converted, everything else stays as it is.
 *
 * @param fileName for messages
 * @throws UnusableFileError when it is no text, saying what it seems to be
 */
export async function* plainText(
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
