/** The kind of a piece of code that has a colour of its own. */
export type CodeKind = "comment" | "keyword" | "string" | "number" | "name" | "type" | "inserted" | "deleted";

/** A stretch of code of one kind; `to` is exclusive. */
export interface Coloured {
  readonly from: number;
  readonly to: number;
  readonly kind: CodeKind;
}

/** Text of one kind, or without a kind. */
export type Run = readonly [text: string, kind: CodeKind | null];

/**
 * Returns a part of some code in runs of one kind.
 *
 * @param text the part
 * @param colours the colours of the whole code, ascending, without overlaps
 * @param from where the part begins in the whole
 */
export function cutColours(text: string, colours: readonly Coloured[], from: number): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (const colour of colours) {
    if (colour.to <= from) continue;
    if (colour.from - from >= text.length || at >= text.length) break;
    if (colour.from - from > at) runs.push([text.slice(at, colour.from - from), null]);
    const end = Math.min(colour.to - from, text.length);
    runs.push([text.slice(Math.max(at, colour.from - from), end), colour.kind]);
    at = end;
  }
  if (at < text.length) runs.push([text.slice(at), null]);
  return runs;
}
