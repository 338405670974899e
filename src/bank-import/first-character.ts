import { peeked } from "./peeked.ts";

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
