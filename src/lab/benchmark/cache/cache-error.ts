import { messageOf } from "../../../core/errors.ts";
import { ShorterLog } from "../../../storage/index.ts";

/** The cache of a benchmark cannot be used or written; the message says what to do. */
export class CacheError extends Error {
  override readonly name = "CacheError";
}

/** Returns the error for a file of the cache that cannot be written. */
export function notWritten(file: string, error: unknown): CacheError {
  if (error instanceof ShorterLog)
    return new CacheError(`${error.message} Start the same command again: it goes on with what the file still holds.`);
  return new CacheError(
    `${file} cannot be written (${messageOf(error)}). What was kept before is safe. Make room on the disk or allow writing there; the same command then goes on.`,
    { cause: error },
  );
}
