/** Control characters except newline and tab, and the characters that change the writing direction. */
const STEERING = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Returns text with a mark such as `<U+001B>` in place of each character that controls a terminal or displays a line in
 * another order than written. A Windows line end becomes a newline.
 */
export function visibleControls(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(STEERING, (character) => `<${codeOf(character)}>`);
}

/** Returns the number of a character in Unicode's notation: U+202E. */
function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
