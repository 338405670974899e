import { createHash } from "node:crypto";
import { comparableText } from "../../../core/question-bank/question-text.ts";

/** A short name for a text: equal texts have equal ones, others in practice never (96 bits of SHA-256). */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}

/** The same for texts that ask the same: white space does not count, nor how accented letters are put together. */
export function looseFingerprint(text: string): string {
  return fingerprint(comparableText(text));
}

/** A source's name without case and punctuation: "MMLU-PRO" and "MMLU Pro" are one source, "MATH" and "MATH-500" are two. */
export function sourceKey(source: string): string {
  const key = source.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
  return key === "" ? source : key;
}
