import { stem } from "../stem.ts";
import { commonWords, stopWords } from "../stop-words.ts";
import type { Token } from "../tokens.ts";
import type { Lexicon, Sense } from "./parse-lexicon.ts";

const LONGEST_PHRASE = 4;
const SHORTEST_PREFIX = 2;

/**
 * Returns the senses of each distinct lexicon term in a text. Of several terms at one place the longest phrase counts:
 * a "pull request" is not a request.
 */
export function termsIn(tokens: readonly Token[], lexicon: Lexicon): ReadonlyMap<string, readonly Sense[]> {
  const words = wordsOf(tokens, lexicon);
  const stems = words.map(stem);
  const found = new Map<string, readonly Sense[]>();
  for (let i = 0; i < words.length;) {
    const first = stems[i] as string;
    const length = lexicon.firstStems.has(first) ? phraseLength(stems, i, lexicon) : 1;
    const term = length === 1 ? first : stems.slice(i, i + length).join(" ");
    if (!found.has(term)) {
      found.set(term, length === 1 ? sensesOf(words[i] as string, first, lexicon) : (lexicon.terms.get(term) ?? []));
    }
    i += length;
  }
  return found;
}

/** Returns how many words the longest phrase that begins at `start` has; 1 when no phrase begins there. */
function phraseLength(stems: readonly string[], start: number, lexicon: Lexicon): number {
  for (let length = Math.min(LONGEST_PHRASE, stems.length - start); length > 1; length--) {
    if (lexicon.terms.has(stems.slice(start, start + length).join(" "))) return length;
  }
  return 1;
}

/**
 * Returns the words in order. An identifier that the lexicon knows as a whole stays in one piece: "JavaScript",
 * "setTimeout".
 */
function wordsOf(tokens: readonly Token[], lexicon: Lexicon): readonly string[] {
  const words: string[] = [];
  for (const { kind, text } of tokens) {
    if (kind === "word") words.push(text);
    else if (kind === "joined" && lexicon.terms.has(stem(text))) {
      for (let left = text.length; left > 0; left -= words.pop()?.length ?? left);
      words.push(text);
    }
  }
  return words;
}

/** Returns the senses of a word by its stem and by its longest prefix in the lexicon. */
function sensesOf(word: string, wordStem: string, lexicon: Lexicon): readonly Sense[] {
  if (stopWords.has(word) || commonWords.has(word)) return [];
  const whole = lexicon.terms.get(wordStem) ?? [];
  const beginning = sensesOfPrefix(word, lexicon);
  if (beginning.length === 0) return whole;
  return [...whole, ...beginning.filter((sense) => whole.every(({ concept }) => concept !== sense.concept))];
}

function sensesOfPrefix(word: string, { prefixes, longestPrefix }: Lexicon): readonly Sense[] {
  for (let length = Math.min(word.length, longestPrefix); length >= SHORTEST_PREFIX; length--) {
    const senses = prefixes.get(word.slice(0, length));
    if (senses !== undefined) return senses;
  }
  return [];
}
