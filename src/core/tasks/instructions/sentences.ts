const abbreviation = new RegExp(
  String.raw`(?:^|[\s("'“‘[])(?:mr|mrs|ms|dr|prof|rev|gen|col|capt|lt|sgt|st|sr|jr|inc|ltd|co|corp|vs|etc|e\.g|i\.e|cf|al|approx|no|vol|fig|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|a\.m|p\.m|u\.s|u\.k|ph\.d|\p{L}|(?:\p{L}\.)+\p{L})\.$`,
  "iu",
);

/** Abbreviations that can also end a sentence: a capital letter after them begins a new one. */
const maybeLast = /(?:etc|inc|ltd|co|corp|jr|sr|a\.m|p\.m|u\.s|u\.k|ph\.d)\.$/iu;

const listMarker = /(?:^|\n)\s*(?:\d{1,3}|[a-z])\.$/iu;

/**
 * Returns how many sentences a text has. A sentence ends with `.`, `!`, `?` or the marks of other scripts, and any
 * quotes and brackets after them, before a blank or the end. Abbreviations, initials and list numbers do not end a
 * sentence, nor does a line break alone, as in IFEval's tokenizer.
 */
export function countSentences(text: string): number {
  let count = 0;
  let start = 0;
  let seen = 0;
  let says = false;
  // A run of marks is matched from its beginning only.
  for (const { 0: mark, index } of text.matchAll(
    /(?<![.!?…。！？।؟])[.!?…。！？।؟]+["'”’»)\]*_]*(?=\s|$)|[。！？]/gu,
  )) {
    const end = index + mark.length;
    says ||= SAYS.test(text.slice(seen, end));
    seen = end;
    if (!says || goesOn(text.slice(Math.max(start, end - TAIL), end), text.slice(end))) continue;
    count += 1;
    start = end;
    says = false;
  }
  return says || SAYS.test(text.slice(seen)) ? count + 1 : count;
}

/** A sentence has a letter or a digit, not only marks and blanks. */
const SAYS = /[\p{L}\p{N}]/u;

/** Characters at the end of a sentence that decide whether it continues: longer than any abbreviation. */
const TAIL = 60;

function goesOn(sentence: string, rest: string): boolean {
  if (listMarker.test(sentence)) return true;
  if (/\.\.\.?$|…$/u.test(sentence)) return /^\s+\p{Ll}/u.test(rest);
  if (!abbreviation.test(sentence)) return false;
  return !maybeLast.test(sentence) || !/^\s+["'“‘(]?\p{Lu}/u.test(rest);
}
