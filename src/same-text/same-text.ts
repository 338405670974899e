import { createHash } from "node:crypto";
import { comparableText } from "../core/question-bank/index.ts";

/** A short name for a text: equal texts have equal ones, others in practice never (96 bits of SHA-256). */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}

/** The same for texts that ask the same: white space does not count, nor how accented letters are put together. */
export function looseFingerprint(text: string): string {
  return fingerprint(comparableText(text));
}

/** A letter A that stands for an option: "A.", "(A)", "A:", '"A": '. */
const firstOption = /(?<![\p{L}\p{N}])A(?=["']?\s?[.):\]])/gu;

/** Places in a text at which options may begin; more make it no clearer. */
const MOST_PLACES = 20;

/**
 * The fingerprints of what a text asks, where it goes on with the options of a choice: everything before each place where
 * they may begin. Some files have questions and options as one text, others apart.
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

/** Whether a text holds all options, one behind the other, as comparable texts: not as parts of longer words or numbers. */
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

/** Occurrences of an option in a text that are looked at: long ones in a long text take long to find. */
const MOST_OCCURRENCES = 500;

/** Where a part stands alone in a text, from a place on; -1 where it does not. */
function placeAlone(text: string, part: string, from: number): number {
  let found = text.indexOf(part, from);
  for (let count = 0; count < MOST_OCCURRENCES && found !== -1; count++) {
    if (standsAlone(text, found, found + part.length)) return found;
    found = text.indexOf(part, found + 1);
  }
  return -1;
}

/** Whether neither a word nor a number goes on across one of the ends of a part of a text. */
function standsAlone(text: string, start: number, end: number): boolean {
  return [start, end].every((at) => {
    const before = text.slice(Math.max(0, at - 2), at);
    const behind = text.slice(at, at + 2);
    const isInWord = /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(behind);
    const isInDecimal = /\d$/u.test(before) ? /^[.,]\d/u.test(behind) : /\d[.,]$/u.test(before) && /^\d/u.test(behind);
    return !isInWord && !isInDecimal;
  });
}

/** A source's name without case and punctuation: "MMLU-PRO" and "MMLU Pro" are one source, "MATH" and "MATH-500" are two. */
export function sourceKey(source: string): string {
  const key = source.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  return key === "" ? source : key;
}
