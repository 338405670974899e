/** Maximum width of a line of prose, in columns. */
const PROSE_WIDTH = 100;

/** Returns rows of cells as aligned columns of text. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    widths
      .map((width, column) => (row[column] ?? "").padEnd(width))
      .join("  ")
      .trimEnd(),
  );
}

/** Returns a sentence as lines of text, each indented. A word that is too long gets its own line. */
export function wrapped(sentence: string, indent: string): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > PROSE_WIDTH) lines.push(indent + word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
