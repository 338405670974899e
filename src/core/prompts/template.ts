/**
 * Matches a place: a name in braces, `{question}`. Literal braces around a name are doubled: `{{question}}` is the text
 * "{question}", and `{{{question}}}` is the question in braces. All other braces are literal, such as those of
 * `\boxed{}`. The lookbehind keeps a long row of braces from being matched again from each of them.
 */
const PLACE = /(?<!\{)(\{+)([A-Za-z]\w{0,39})(\}+)/gu;

/** The values of a template's places, by name; null for a place that stays empty. */
export type Values = Readonly<Record<string, string | null>>;

/** A piece of a template: a text, or a place. */
type Piece = string | { readonly place: string };

/** Returns the names of a template's places, in order, with repetitions. */
export function placesIn(template: string): string[] {
  return piecesOf(template).flatMap((piece) => (typeof piece === "string" ? [] : [piece.place]));
}

/**
 * Returns the template's text with a value in each place. Values are never read as templates. Places without a value
 * stay as written. A paragraph that consists only of places with null is removed with its blank line.
 */
export function filled(template: string, values: Values): string {
  const pieces = piecesOf(template);
  const valueAt = (piece: Piece): string | null => {
    if (typeof piece === "string") return piece;
    return Object.hasOwn(values, piece.place) ? (values[piece.place] ?? null) : `{${piece.place}}`;
  };
  return paragraphsOf(pieces)
    .map((paragraph) => paragraph.map(valueAt))
    .filter((paragraph) => paragraph.length === 0 || paragraph.some((text) => text !== null))
    .map((paragraph) => paragraph.map((text) => text ?? "").join(""))
    .join(BLANK_LINE);
}

const BLANK_LINE = "\n\n";

/** Returns the pieces between blank lines of the template itself. */
function paragraphsOf(pieces: readonly Piece[]): Piece[][] {
  const paragraphs: Piece[][] = [[]];
  for (const piece of pieces) {
    if (typeof piece !== "string") {
      paragraphs.at(-1)?.push(piece);
      continue;
    }
    for (const [index, text] of piece.split(BLANK_LINE).entries()) {
      if (index > 0) paragraphs.push([]);
      if (text !== "") paragraphs.at(-1)?.push(text);
    }
  }
  return paragraphs;
}

function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(PLACE)) {
    const [whole, open = "", place = "", close = ""] = match;
    const pairs = Math.min(open.length, close.length);
    const kept = Math.floor(pairs / 2);
    const before = open.slice(pairs - kept);
    const behind = close.slice(pairs - kept);
    pieces.push(template.slice(end, match.index) + before);
    pieces.push(...(pairs % 2 === 0 ? [place] : [{ place }]), behind);
    end = match.index + whole.length;
  }
  pieces.push(template.slice(end));
  return joined(pieces);
}

/** Joins texts that follow each other, because a blank line may span two of them. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === "string" && typeof last === "string") all[all.length - 1] = last + piece;
    else all.push(piece);
  }
  return all;
}
