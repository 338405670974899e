import path from "node:path";
import type { ImportFormat, ImportOptions, ImportRow } from "./import-format.ts";
import { type FileStamp, fileText, UnusableFileError } from "../row-files/index.ts";

/** Maximum number of rows of an import; the largest banks have some ten thousand questions. */
export const mostRows = 1_000_000;

/** Returns the error for a file with more rows than that. */
export function tooManyRows(fileName: string): UnusableFileError {
  const what = `${fileName} has more than ${mostRows.toLocaleString("en")} rows, so nothing was imported`;
  return new UnusableFileError(`${what}: divide it into several files.`);
}

/** Cancellation and progress of reading a file. */
interface WatchedReading {
  readonly signal: AbortSignal;
  /** Called for each row with the share of the file read so far, from 0 to 1. */
  readonly onRead?: (share: number) => void;
}

/**
 * Yields the rows of a file as a text, unpacked if it is compressed with gzip.
 *
 * @throws UnusableFileError when the file is damaged or not a text; BankError when it cannot be read now
 */
export async function* fileRows(
  stamp: FileStamp,
  format: ImportFormat,
  options: ImportOptions,
  { signal, onRead = () => undefined }: WatchedReading,
): AsyncGenerator<ImportRow, void, undefined> {
  let share = 0;
  const text = fileText(stamp, signal, (read) => (share = read));
  const fileName = path.basename(stamp.path);
  for await (const row of format.rows(text, { fileName, ...options })) {
    signal.throwIfAborted();
    onRead(share);
    yield row;
  }
}
