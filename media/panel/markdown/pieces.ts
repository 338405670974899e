/** Long enough that a usual block is one piece, short enough that a piece costs little when it grows. */
const PIECE = 2_000;

/** A part of a text; the line end between two pieces belongs to neither. */
interface Piece {
  readonly start: number;
  readonly text: string;
}

/**
 * A long text in pieces of whole lines, each to be laid out by itself; when the text grows, only the last piece changes.
 *
 * @param breakLines whether an endless line may be broken, too
 */
export function pieces(text: string, breakLines: boolean): Piece[] {
  const all: Piece[] = [];
  let start = 0;
  while (text.length - start > PIECE) {
    const lineEnd = text.lastIndexOf("\n", start + PIECE);
    const end =
      lineEnd >= start ? lineEnd : breakLines ? wholeCharacter(text, start + PIECE) : text.indexOf("\n", start);
    if (end < 0) break;
    all.push({ start, text: text.slice(start, end) });
    start = text[end] === "\n" ? end + 1 : end;
  }
  return [...all, { start, text: text.slice(start) }];
}

/** The position itself, or the one before it where it lies within a character of two halves. */
export function wholeCharacter(text: string, position: number): number {
  const before = text.charCodeAt(position - 1);
  return before >= 0xd800 && before < 0xdc00 ? position - 1 : position;
}
