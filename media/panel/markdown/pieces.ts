/**
 * Maximum length of a piece: long enough that a usual block is one piece, short enough that a growing piece costs
 * little.
 */
const PIECE = 2_000;

/** A part of a text. The line end between two pieces belongs to neither. */
interface Piece {
  readonly start: number;
  readonly text: string;
}

/**
 * Returns a long text in pieces of whole lines, each with a layout of its own. When the text grows, only the last piece
 * changes.
 *
 * @param breakLines whether a very long line may be broken, too
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

/** Returns the position, or the one before it if it is within a surrogate pair. */
export function wholeCharacter(text: string, position: number): number {
  const before = text.charCodeAt(position - 1);
  return before >= 0xd800 && before < 0xdc00 ? position - 1 : position;
}
