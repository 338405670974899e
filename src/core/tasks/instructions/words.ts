import { literalPattern } from "../../literal-pattern.ts";

/** Matches a character of a word: a letter or digit of any script, or the underscore. */
const wordCharacter = String.raw`[\p{L}\p{N}_]`;

/** Returns the words of a text: runs of word characters. */
export function wordsIn(text: string): readonly string[] {
  return text.match(new RegExp(`${wordCharacter}+`, "gu")) ?? [];
}

/** Returns how often a text occurs, ignoring case, within words as well. */
export function occurrences(text: string, part: string): number {
  return Array.from(text.matchAll(new RegExp(literalPattern(part), "giu"))).length;
}

/** Whether a text occurs as a word of its own. */
export function hasWord(text: string, word: string): boolean {
  return new RegExp(`(?<!${wordCharacter})${literalPattern(word)}(?!${wordCharacter})`, "iu").test(text);
}

/** Whether all letters are capitals, and there is at least one. */
export function isUpperCase(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}|\p{Lt}/u.test(text);
}

/** Whether all letters are lower case, and there is at least one. */
export function isLowerCase(text: string): boolean {
  return /\p{Ll}/u.test(text) && !/\p{Lu}|\p{Lt}/u.test(text);
}

/**
 * Returns the number of words in capitals, counted as by a treebank tokenizer: hyphens and dots inside do not separate
 * (WELL-KNOWN, U.S.); a contraction is two words (DON'T).
 */
export function capitalWords(text: string): number {
  const token = /[\p{L}\p{N}_]+(?:[-./][\p{L}\p{N}_]+)*(?:['’][\p{L}\p{N}_]+)*/gu;
  const contraction = /^(.*?)(n['’]t|['’](?:s|m|d|ll|re|ve))$/iu;
  const tokens = (text.match(token) ?? []).flatMap((word) => contraction.exec(word)?.slice(1) ?? [word]);
  return tokens.filter(isUpperCase).length;
}
