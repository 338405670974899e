/** A question as a person typed it, with typical typing errors of that person. */
export interface WrittenQuestion {
  readonly text: string;
  /** Maps a word of the prose to that word with one typing error; two to four words. */
  readonly typos: Readonly<Record<string, string>>;
}

/** Returns a text of several lines. */
export function lines(...texts: readonly string[]): string {
  return texts.join("\n");
}

/** Matches blocks between fences, or text between backticks within a line. */
const CODE = /(```[^]*?```|`[^`\n]+`)/;

/** Returns a text's prose and code in turns, beginning with prose. */
export function proseAndCode(text: string): readonly string[] {
  return text.split(CODE);
}

/**
 * Returns the text with the first occurrence of each word in the prose mistyped.
 *
 * @throws RangeError when a word is not in the prose.
 */
export function mistype({ text, typos }: WrittenQuestion): string {
  const parts = [...proseAndCode(text)];
  for (const [word, typo] of Object.entries(typos)) {
    const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, "u");
    const at = parts.findIndex((part, index) => index % 2 === 0 && whole.test(part));
    if (at < 0) throw new RangeError(`"${word}" is not in the prose of: ${text}`);
    parts[at] = (parts[at] ?? "").replace(whole, typo);
  }
  return parts.join("");
}
