/** The first bytes of a stream, and the whole stream, which can be read once. */
interface Peeked {
  /** The requested number of bytes; fewer only when the stream has no more. */
  readonly head: Buffer;
  /** Whether the head is the whole stream. */
  readonly isWhole: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Reads the first `most` bytes of a stream ahead, however they arrive. */
export async function peeked(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Peeked> {
  const iterator = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  // One byte more shows whether the head is the whole stream.
  while (length <= most && !isWhole) {
    const next = await iterator.next();
    if (next.done === true) isWhole = true;
    else {
      seen.push(next.value);
      length += next.value.length;
    }
  }
  const head = Buffer.concat(seen).subarray(0, most);
  async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for (let piece = seen.shift(); piece !== undefined; piece = seen.shift()) yield piece;
      if (isWhole) return;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, isWhole, bytes: all() };
}

/** Blank bytes that are skipped at the beginning; after more, the file counts as blank. */
const longestBlank = 64 * 1024;

/** Skipped bytes: tab, line feed, carriage return, space, and the three bytes of a byte order mark. */
const blank = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);

/**
 * Returns the first character of a text that is not blank (undefined: none, or far down), which tells the forms of some
 * formats apart, and the whole text's bytes, which can be read once.
 */
export async function firstCharacter(
  text: AsyncIterable<Uint8Array>,
): Promise<{ character: string | undefined; bytes: AsyncIterable<Uint8Array> }> {
  const { head, bytes } = await peeked(text, longestBlank);
  const first = head.find((byte) => !blank.has(byte));
  return { character: first === undefined ? undefined : String.fromCharCode(first), bytes };
}
