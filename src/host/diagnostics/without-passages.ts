/** Number of consecutive letters and digits that do not repeat by chance: about four words. */
const PASSAGE = 20;
/** Shorter texts would match parts of ordinary words. */
const SHORTEST = 4;

/**
 * Returns a text without passages that it shares with private texts: every passage of 20 letters and digits, with any
 * punctuation, quoting or line breaks between them, and every shorter private text as a whole.
 */
export function withoutPassages(text: string, privateTexts: readonly string[]): string {
  const { letters, places } = lettersOf(text);
  const hidden = new Uint8Array(letters.length);
  const known = passagesOf(letters);
  for (const one of privateTexts) {
    const own = lettersOf(one).letters;
    if (own.length >= PASSAGE) hidePassages(own, known, hidden);
    else if (own.length >= SHORTEST) hideWhole(own, letters, hidden, (at) => startsWord(text, places, at));
  }
  return withoutHidden(text, hidden, places);
}

/** Matches a letter, a digit, or an escape in quoted JSON, whose letter is not part of the text. */
const ESCAPE_OR_LETTER = /\\[nrtbf"\\]|[\p{L}\p{N}]/gu;

/** Returns a text's letters and digits in lower case, with their positions. */
function lettersOf(text: string): { letters: string; places: number[] } {
  const places: number[] = [];
  let letters = "";
  for (const { 0: found, index } of text.matchAll(ESCAPE_OR_LETTER)) {
    if (found.startsWith("\\")) continue;
    const lower = found.toLowerCase();
    letters += lower;
    for (let i = 0; i < lower.length; i++) places.push(index);
  }
  return { letters, places };
}

/** Returns the places where each passage begins. */
function passagesOf(letters: string): Map<string, number[]> {
  const known = new Map<string, number[]>();
  for (let at = 0; at + PASSAGE <= letters.length; at++) {
    const passage = letters.slice(at, at + PASSAGE);
    const starts = known.get(passage);
    if (starts === undefined) known.set(passage, [at]);
    else starts.push(at);
  }
  return known;
}

function hidePassages(own: string, known: ReadonlyMap<string, number[]>, hidden: Uint8Array): void {
  for (let at = 0; at + PASSAGE <= own.length; at++) {
    for (const start of known.get(own.slice(at, at + PASSAGE)) ?? []) hidden.fill(1, start, start + PASSAGE);
  }
}

/** Hides whole words only, because short texts occur in many longer words. */
function hideWhole(own: string, letters: string, hidden: Uint8Array, startsWordAt: (at: number) => boolean): void {
  for (let at = letters.indexOf(own); at >= 0; at = letters.indexOf(own, at + 1)) {
    const end = at + own.length;
    if (startsWordAt(at) && startsWordAt(end)) hidden.fill(1, at, end);
  }
}

/**
 * Returns whether a word starts at a letter, that is, whether no letter stands right before it. True at both ends of
 * the text.
 */
function startsWord(text: string, places: readonly number[], at: number): boolean {
  const [before, place] = [places[at - 1], places[at]];
  return before === undefined || place === undefined || endOf(text, before) < place;
}

/** Replaces each stretch of hidden letters, with everything between them, by `[text]`. */
function withoutHidden(text: string, hidden: Uint8Array, places: readonly number[]): string {
  let shown = "";
  let from = 0;
  for (let at = 0; at < hidden.length; at++) {
    if (hidden[at] === 0) continue;
    const first = places[at] as number;
    while (hidden[at + 1] === 1) at += 1;
    shown += `${text.slice(from, first)}[text]`;
    from = endOf(text, places[at] as number);
  }
  return shown + text.slice(from);
}

/** Returns the end of the character that begins at a place. */
function endOf(text: string, place: number): number {
  return place + ((text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1);
}
