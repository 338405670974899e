import { createHash } from "node:crypto";
import { comparableText } from "../core/question-bank/index.ts";

/** Returns a short key of a text: equal texts have equal keys, others in practice never (96 bits of SHA-256). */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}

/**
 * Returns a key that is equal for texts with the same content: white space and the encoding of accented letters do not
 * count.
 */
export function looseFingerprint(text: string): string {
  return fingerprint(comparableText(text));
}

/** The letter A as the label of an option: "A.", "(A)", "A:", '"A": '. */
const firstOption = /(?<![\p{L}\p{N}])A(?=["']?\s?[.):\]])/gu;

/** Maximum number of places in a text at which options may begin; more would not help. */
const MOST_PLACES = 20;

/**
 * Returns the fingerprints of the question in a text that continues with the options of a choice: the text before each
 * place where the options may begin. Some files have questions and options as one text, others separately.
 */
export function stemFingerprints(text: string): string[] {
  if (!/(?<![\p{L}\p{N}])B(?=["']?\s?[.):\]])/u.test(text)) return [];
  const places = Array.from(text.matchAll(firstOption), ({ index }) => index).slice(0, MOST_PLACES);
  const stems = places.map((place) =>
    text
      .slice(0, place)
      .replace(/[\s([{"']{1,20}$/u, "")
      .replace(/\s(?:options|choices):?$/iu, ""),
  );
  return [...new Set(stems.filter((stem) => stem.trim() !== "").map(looseFingerprint))];
}

/**
 * Returns whether a text contains all options in order, as comparable texts and not as parts of longer words or
 * numbers.
 */
export function holdsOptions(text: string, options: readonly string[]): boolean {
  const whole = comparableText(text);
  let from = 0;
  for (const option of options.map(comparableText)) {
    const found = placeAlone(whole, option, from);
    if (found === -1) return false;
    from = found + option.length;
  }
  return true;
}

/** Maximum number of examined occurrences of an option: long options in a long text take long to find. */
const MOST_OCCURRENCES = 500;

/** Returns the first place from `from` where a part stands alone in a text; -1 when there is none. */
function placeAlone(text: string, part: string, from: number): number {
  let found = text.indexOf(part, from);
  for (let count = 0; count < MOST_OCCURRENCES && found !== -1; count++) {
    if (standsAlone(text, found, found + part.length)) return found;
    found = text.indexOf(part, found + 1);
  }
  return -1;
}

/** Returns whether no word or number continues across either end of a part of a text. */
function standsAlone(text: string, start: number, end: number): boolean {
  return [start, end].every((at) => {
    const before = text.slice(Math.max(0, at - 2), at);
    const behind = text.slice(at, at + 2);
    const isInWord = /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(behind);
    const isInDecimal = /\d$/u.test(before) ? /^[.,]\d/u.test(behind) : /\d[.,]$/u.test(before) && /^\d/u.test(behind);
    return !isInWord && !isInDecimal;
  });
}

/**
 * Returns a source's name without case and punctuation: "MMLU-PRO" and "MMLU Pro" are one source, "MATH" and "MATH-500"
 * are two.
 */
export function sourceKey(source: string): string {
  const key = source.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  return key === "" ? source : key;
}
