/**
 * Matches control characters, which browsers hide or which reorder a line, half characters, and characters without a
 * width.
 */
const UNSEEN =
  /[\u034f\u17b4\u17b5\u180b-\u180f\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/**
 * Scripts in which joiners decide how neighbouring letters are written. In other scripts joiners only disguise words.
 */
const JOINED = /[\p{L}\p{M}]/u;
const UNJOINED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]/u;
const PICTURE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u;

/** An invisible character and its place. */
export interface Unseen {
  readonly index: number;
  readonly character: string;
}

/** Returns the characters of a text that need a mark, because they are invisible. */
export function findUnseen(text: string): Unseen[] {
  const found: Unseen[] = [];
  for (const { index, 0: character } of text.matchAll(UNSEEN)) {
    if (!/[\t\n\r]/.test(character) && !joins(text, index, character)) found.push({ index, character });
  }
  return found;
}

/** Returns the number of a character, as in Unicode's charts: U+202E. */
export function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/**
 * Returns whether a character belongs to its neighbours: a joiner in a script that needs it or between pictures, or a
 * flag's tag.
 */
function joins(text: string, index: number, character: string): boolean {
  const before = Array.from(text.slice(Math.max(0, index - 2), index)).at(-1) ?? "";
  const after = String.fromCodePoint(text.codePointAt(index + character.length) ?? 0);
  if (character === "\u200c" || character === "\u200d") {
    if (character === "\u200d" && PICTURE.test(before) && PICTURE.test(after)) return true;
    return JOINED.test(before) && !UNJOINED.test(before);
  }
  return isTag(character) && /\u{1f3f4}[\u{e0020}-\u{e007f}]{0,8}$/u.test(text.slice(Math.max(0, index - 18), index));
}

function isTag(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0xe0020 && code <= 0xe007f;
}
