import { diffArrays } from "diff";

/** A part of a text, in UTF-16 units from its beginning. */
export interface Passage {
  readonly start: number;
  /** The place behind its last unit. */
  readonly end: number;
}

/** The passages of each of two texts that the other lacks. */
interface Differences {
  readonly left: readonly Passage[];
  readonly right: readonly Passage[];
}

/** Maximum number of marked differences; with more, nothing would be left unmarked. */
const MOST_DIFFERENCES = 2_000;

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/**
 * Returns the words in which two texts differ, as passages; white space and punctuation do not count. Returns null when
 * the texts hardly agree.
 */
export function differingWords(left: string, right: string): Differences | null {
  const [lefts, rights] = [wordsOf(left), wordsOf(right)];
  const changes = diffArrays(
    lefts.map(({ text }) => text),
    rights.map(({ text }) => text),
    { maxEditLength: MOST_DIFFERENCES },
  );
  if (changes === undefined) return null;
  const found: { left: Passage[]; right: Passage[] } = { left: [], right: [] };
  let [leftAt, rightAt] = [0, 0];
  for (const { added, removed, count } of changes) {
    if (removed) found.left.push(...passage(lefts, leftAt, count));
    if (added) found.right.push(...passage(rights, rightAt, count));
    if (!added) leftAt += count;
    if (!removed) rightAt += count;
  }
  return found;
}

interface Word extends Passage {
  readonly text: string;
}

function wordsOf(text: string): Word[] {
  return [...words.segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment, index }) => ({ text: segment, start: index, end: index + segment.length }));
}

function passage(all: readonly Word[], first: number, count: number): Passage[] {
  const [from, to] = [all[first], all[first + count - 1]];
  return from === undefined || to === undefined ? [] : [{ start: from.start, end: to.end }];
}
