import type { ReferenceRecord } from "../../../src/core/record/index.ts";

/** Approximate number of characters of a token. */
const CHARACTERS_PER_TOKEN = 4;

/** Minimum time for measuring a speed; in a shorter time the text arrived all at once. */
const LEAST_MS = 250;

/** The speed at which a reply was written. */
export interface WritingRate {
  readonly tokensPerSecond: number;
  /** Whether the tokens were estimated from characters instead of counted by the server. */
  readonly estimated: boolean;
}

/** Returns the approximate number of tokens of a number of characters. */
export function tokensOf(characters: number): number {
  return characters / CHARACTERS_PER_TOKEN;
}

/** Returns the number of characters of a reply so far, including its thinking. */
export function lengthOf({ text, thinking }: Pick<ReferenceRecord, "text" | "thinking">): number {
  return text.length + thinking.length;
}

/** Returns the speed at which an ended reply was written, from its first token on; null when unknown. */
export function writingRate(reference: ReferenceRecord): WritingRate | null {
  const { usage, durationMs, firstTokenMs } = reference;
  if (durationMs === null || firstTokenMs === null || durationMs - firstTokenMs < LEAST_MS) return null;
  const tokens = usage?.completionTokens ?? tokensOf(lengthOf(reference));
  if (tokens === 0) return null;
  return { tokensPerSecond: (tokens * 1000) / (durationMs - firstTokenMs), estimated: usage === null };
}
