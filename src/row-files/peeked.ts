/** The first bytes of a stream, and the whole of it, to be read once. */
interface Peeked {
  /** As many bytes as were asked for; fewer only where the stream holds no more. */
  readonly head: Buffer;
  /** Whether the head is all there is. */
  readonly isWhole: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Reads the first `most` bytes of a stream ahead, in whatever pieces they arrive. */
export async function peeked(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Peeked> {
  const iterator = bytes[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  // One byte more tells whether the head is all.
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

/** Blank bytes that a file may begin with before it counts as one that holds nothing else. */
const longestBlank = 64 * 1024;

/** What bytes are passed over: tab, line feed, carriage return, space, and the three bytes of a byte order mark. */
const blank = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);

/**
 * The first character of a text that is not blank (undefined: none, or far down), by which formats that come in several
 * forms are told apart, and the whole text's bytes, to be read once.
 */
export async function firstCharacter(
  text: AsyncIterable<Uint8Array>,
): Promise<{ character: string | undefined; bytes: AsyncIterable<Uint8Array> }> {
  const { head, bytes } = await peeked(text, longestBlank);
  const first = head.find((byte) => !blank.has(byte));
  return { character: first === undefined ? undefined : String.fromCharCode(first), bytes };
}
