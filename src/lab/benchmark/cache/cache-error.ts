import { messageOf } from "../../../core/errors.ts";

/** The cache of a benchmark cannot be used or written; the message says what to do. */
export class CacheError extends Error {
  override readonly name = "CacheError";
}

/** Returns the error for a file of the cache that cannot be written. */
export function notWritten(file: string, error: unknown): CacheError {
  return new CacheError(
    `${file} cannot be written (${messageOf(error)}). What was kept before is safe. Make room on the disk or allow writing there; the same command then goes on.`,
    { cause: error },
  );
}
