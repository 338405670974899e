/** The cache of a benchmark cannot be used or written; the message says what to do. */
export class CacheError extends Error {
  override readonly name = "CacheError";
}
