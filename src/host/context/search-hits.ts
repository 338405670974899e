/** Lines above and below a line that has what was searched for. */
const AROUND = 2;
/** Lines that are shown of one file. */
const MOST_LINES = 20;
/** A longer line was written by a tool. */
const LONGEST_LINE = 300;

/** What a search found in one text. */
export interface Hits {
  /** Lines that have what was searched for, the ones that are not shown included. */
  readonly count: number;
  /** These lines with their numbers and a few around each; `…` where lines between them are left out. */
  readonly text: string;
}

/** Finds a text in another one; capital letters count only where the wanted text has some. Null where it is not found. */
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
