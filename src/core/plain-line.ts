/** What has no place on a line that people read: control and format characters, half characters, all white space. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}\s]+/gu;

/** Text that anybody may have written, as one line that shows all it holds, cut to `most` characters. */
export function plainLine(text: string, most: number): string {
  // Four times as long leaves enough behind runs of white space, and bounds the work on a very long text.
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
