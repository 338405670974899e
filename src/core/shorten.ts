import { largestInteger } from "./largest-integer.ts";
import { utf8Bytes } from "./tokens.ts";

/** Share of the kept text that comes from its beginning; the rest comes from its end. */
const HEAD_SHARE = 2 / 3;

/**
 * Returns the beginning and the end of a text that is too long, with a line between them that says how much is left
 * out. If a line ends close to a cut, the cut moves there.
 *
 * @param bytes maximum length of the result in UTF-8; at least that of the line
 */
export function shorten(text: string, bytes: number): string {
  if (utf8Bytes(text) <= bytes) return text;
  const kept = Math.max(0, bytes - utf8Bytes(leftOutLine(text.length)));
  const head = beginning(text, Math.floor(kept * HEAD_SHARE));
  const tail = end(text, kept - Math.floor(kept * HEAD_SHARE));
  return `${head}${leftOutLine(text.length - head.length - tail.length)}${tail}`;
}

/** Returns the length to which the longest texts must be cut so that all fit together; shorter ones stay whole. */
export function commonLength(lengths: readonly number[], room: number): number {
  let left = room;
  const ascending = lengths.toSorted((a, b) => a - b);
  for (const [index, length] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (length > share) return share;
    left -= length;
  }
  return Infinity;
}

function leftOutLine(characters: number): string {
  return `\n\n[... ${characters} characters left out here, the text was too long ...]\n\n`;
}

function beginning(text: string, bytes: number): string {
  const length = largestInteger(0, text.length, (count) => utf8Bytes(text.slice(0, count)) <= bytes) ?? 0;
  // Removes half of a surrogate pair.
  const head = text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
  const line = head.lastIndexOf("\n");
  return line > head.length / 2 ? head.slice(0, line) : head;
}

function end(text: string, bytes: number): string {
  const length = largestInteger(0, text.length, (count) => utf8Bytes(text.slice(text.length - count)) <= bytes) ?? 0;
  const tail = text.slice(text.length - length).replace(/^[\udc00-\udfff]/, "");
  const line = tail.indexOf("\n");
  return line >= 0 && line < tail.length / 2 ? tail.slice(line + 1) : tail;
}
