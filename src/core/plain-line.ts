/** Characters with no place on a readable line: control and format characters, lone surrogates, all white space. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}\s]+/gu;

/** Returns untrusted text as one line on which every character is visible, cut to `most` characters. */
export function plainLine(text: string, most: number): string {
  // Four times the length leaves enough text despite runs of white space, and bounds the work on a very long text.
  const line = Array.from(
    text
      .slice(0, 4 * most)
      .replace(UNSEEN, " ")
      .trim(),
  );
  const isCut = line.length > most || text.length > 4 * most;
  return isCut
    ? `${line
        .slice(0, most - 1)
        .join("")
        .trimEnd()}…`
    : line.join("");
}
