/** A question as somebody typed it, and how they mistype it on a bad day. */
export interface WrittenQuestion {
  readonly text: string;
  /** From a word of the prose to that word with one slip of the fingers; two to four. */
  readonly typos: Readonly<Record<string, string>>;
}

/** A text of several lines. */
export function lines(...texts: readonly string[]): string {
  return texts.join("\n");
}

/** Blocks between fences, or what stands between backticks within a line. */
const CODE = /(```[^]*?```|`[^`\n]+`)/;

/** What a text says outside of its code, and the code in between, in turns; prose comes first. */
export function proseAndCode(text: string): readonly string[] {
  return text.split(CODE);
}

/**
 * The text with the first occurrence of each word in the prose mistyped.
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
