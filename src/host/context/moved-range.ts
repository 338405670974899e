/** A part of a text, in UTF-16 units from its beginning. */
export interface TextRange {
  readonly start: number;
  /** The place behind its last unit. */
  readonly end: number;
}

/** One change of a text, as VS Code reports it. */
export interface TextChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Returns the range of a part of a text after changes. Changes inside belong to the part; insertions at its edges do
 * not. A change across an edge removes the replaced text from the part.
 *
 * @param changes of one event: all of them refer to the text before it, and none overlap
 */
export function movedRange(range: TextRange, changes: readonly TextChange[]): TextRange {
  const lastFirst = changes.toSorted((a, b) => b.rangeOffset - a.rangeOffset);
  return lastFirst.reduce(movedBy, range);
}

function movedBy({ start, end }: TextRange, { rangeOffset, rangeLength, text }: TextChange): TextRange {
  const changedEnd = rangeOffset + rangeLength;
  const growth = text.length - rangeLength;
  if (changedEnd <= start) return { start: start + growth, end: end + growth };
  if (rangeOffset >= end) return { start, end };
  if (rangeOffset >= start && changedEnd <= end) return { start, end: end + growth };
  if (rangeOffset >= start) return { start, end: rangeOffset };
  // The part begins behind the text that replaced its beginning.
  const from = rangeOffset + text.length;
  return { start: from, end: Math.max(from, end + growth) };
}
