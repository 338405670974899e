/** Number of lines above and below a hit. */
const AROUND = 2;
/** Maximum number of shown lines of one file. */
const MOST_LINES = 20;
/** Maximum length of a line; longer ones are generated. */
const LONGEST_LINE = 300;

/** The hits of a search in one text. */
export interface Hits {
  /** Number of lines with a hit, shown or not. */
  readonly count: number;
  /** The lines with a hit and their context, with numbers; `…` marks left-out lines. */
  readonly text: string;
}

/**
 * Finds a text in another one; case matters only if the wanted text has capital letters. Returns null when it is not
 * found.
 */
export function hitsIn(text: string, wanted: string): Hits | null {
  const exact = wanted !== wanted.toLowerCase();
  const folded = (line: string): string => (exact ? line : line.toLowerCase());
  if (!folded(text).includes(wanted)) return null;
  const lines = text.split(/\r\n|\r|\n/);
  const found = lines.flatMap((line, index) => (folded(line).includes(wanted) ? [index] : []));
  if (found.length === 0) return null;
  const near = found.slice(0, MOST_LINES).flatMap((at) => span(at - AROUND, at + AROUND));
  const shown = [...new Set(near)].filter((at) => at >= 0 && at < lines.length);
  const numbered = shown.map((at, index) => {
    const gap = index > 0 && shown[index - 1] !== at - 1 ? "…\n" : "";
    return `${gap}${at + 1} | ${cut(lines[at] ?? "")}`;
  });
  const rest = found.length > MOST_LINES ? ["…"] : [];
  return { count: found.length, text: [...numbered, ...rest].join("\n") };
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
