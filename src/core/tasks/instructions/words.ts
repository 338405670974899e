import { literalPattern } from "../../literal-pattern.ts";

/** What counts as part of a word: letters and digits of every script, and the underscore. */
const wordCharacter = String.raw`[\p{L}\p{N}_]`;

/** Runs of word characters; punctuation and marks separate. */
export function wordsIn(text: string): readonly string[] {
  return text.match(new RegExp(`${wordCharacter}+`, "gu")) ?? [];
}

/** How often a text occurs, upper and lower case alike, within words as well. */
export function occurrences(text: string, part: string): number {
  return Array.from(text.matchAll(new RegExp(literalPattern(part), "giu"))).length;
}

/** Whether a text occurs as a word of its own. */
export function hasWord(text: string, word: string): boolean {
  return new RegExp(`(?<!${wordCharacter})${literalPattern(word)}(?!${wordCharacter})`, "iu").test(text);
}

/** All letters are capitals, and there is one. */
export function isUpperCase(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}|\p{Lt}/u.test(text);
}

/** All letters are small, and there is one. */
export function isLowerCase(text: string): boolean {
  return /\p{Ll}/u.test(text) && !/\p{Lu}|\p{Lt}/u.test(text);
}

/**
 * Words in capitals, counted as a treebank tokenizer sees words: hyphens and dots inside do not separate (WELL-KNOWN,
 * U.S.), a contraction is two (DON'T).
 */
export function capitalWords(text: string): number {
  const token = /[\p{L}\p{N}_]+(?:[-./][\p{L}\p{N}_]+)*(?:['’][\p{L}\p{N}_]+)*/gu;
  const contraction = /^(.*?)(n['’]t|['’](?:s|m|d|ll|re|ve))$/iu;
  const tokens = (text.match(token) ?? []).flatMap((word) => contraction.exec(word)?.slice(1) ?? [word]);
  return tokens.filter(isUpperCase).length;
}
