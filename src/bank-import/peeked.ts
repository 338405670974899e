/** The first bytes of a stream, and the whole of it, to be read once. */
export interface Peeked {
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
