import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { BankError, messageOf } from "../../../core/errors.ts";
import { codeOf } from "../store/storage-failure.ts";
import type { ImportFormat, ImportOptions, ImportRow } from "./import-format.ts";

/** The file is not what it was said to be; going on with it later makes no sense. */
export class UnusableFileError extends BankError {}

/** A file as it was at one time. */
export interface FileStamp {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** When it was last changed, in ms since 1970. */
  readonly changed: number;
}

/** @throws BankError when there is no such file */
export async function stampOf(file: string): Promise<FileStamp> {
  const found = await stat(file).catch((error: unknown) => {
    throw new BankError(`${file} cannot be read: ${messageOf(error)}.`, { cause: error });
  });
  if (!found.isFile()) throw new BankError(`${file} is not a file.`);
  return { path: path.resolve(file), size: found.size, changed: found.mtimeMs };
}

/**
 * The rows of a file, unpacked where its name ends with .gz.
 *
 * @param onRead told with each row which share of the file has been read
 * @throws UnusableFileError when the file cannot be read to its end
 */
export async function* fileRows(
  { path: file, size }: FileStamp,
  format: ImportFormat,
  options: ImportOptions,
  signal: AbortSignal,
  onRead: (share: number) => void = () => undefined,
): AsyncGenerator<ImportRow, void, undefined> {
  const raw = createReadStream(file, { signal });
  // What fails is thrown to the reader below.
  const bytes = file.endsWith(".gz") ? pipeline(raw, createGunzip(), () => undefined) : raw;
  try {
    for await (const row of format.rows(bytes as AsyncIterable<Uint8Array>, options)) {
      signal.throwIfAborted();
      onRead(size === 0 ? 1 : raw.bytesRead / size);
      yield row;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (codeOf(error) === undefined) throw error;
    const what = `${path.basename(file)} is damaged, so nothing was imported: ${messageOf(error)}.`;
    throw new UnusableFileError(what, { cause: error });
  } finally {
    raw.destroy();
  }
}
