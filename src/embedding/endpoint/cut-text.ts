import { utf8Bytes } from "../../core/tokens.ts";

/**
 * Cuts a text into pieces that joined give the text again. Cuts after white space if a piece's second half has some,
 * and never inside a character.
 *
 * @param bytes maximum size of a piece in UTF-8; at least 4, the longest character
 */
export function cutText(text: string, bytes: number): string[] {
  // No code unit of a text takes more than three bytes.
  if (text.length * 3 <= bytes) return [text];
  const pieces: string[] = [];
  let start = 0;
  let size = 0;
  let afterSpace = 0;
  let at = 0;
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    const length = utf8Bytes(character);
    if (size + length > bytes && at > start) {
      const end = afterSpace > start + (at - start) / 2 ? afterSpace : at;
      pieces.push(text.slice(start, end));
      size = utf8Bytes(text.slice(end, at));
      start = end;
      continue;
    }
    size += length;
    at += character.length;
    if (character.trim() === "") afterSpace = at;
  }
  return [...pieces, text.slice(start)];
}
