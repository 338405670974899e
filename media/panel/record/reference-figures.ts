import type { ReferenceRecord } from "../../../src/protocol/index.ts";

/** About so many characters make a token. */
const CHARACTERS_PER_TOKEN = 4;

/** Too short a time to tell a speed from: the text came all at once. */
const LEAST_MS = 250;

/** How fast a reply was written. */
export interface WritingRate {
  readonly tokensPerSecond: number;
  /** Whether the tokens were counted by their letters, and not by the server. */
  readonly estimated: boolean;
}

/** About how many tokens a text of so many characters has. */
export function tokensOf(characters: number): number {
  return characters / CHARACTERS_PER_TOKEN;
}

/** How many characters a reply has so far, its thinking too. */
export function lengthOf({ text, thinking }: Pick<ReferenceRecord, "text" | "thinking">): number {
  return text.length + thinking.length;
}

/** How fast an ended reply was written, from its first token on; null when that cannot be told. */
export function writingRate(reference: ReferenceRecord): WritingRate | null {
  const { usage, durationMs, firstTokenMs } = reference;
  if (durationMs === null || firstTokenMs === null || durationMs - firstTokenMs < LEAST_MS) return null;
  const tokens = usage?.completionTokens ?? tokensOf(lengthOf(reference));
  if (tokens === 0) return null;
  return { tokensPerSecond: (tokens * 1000) / (durationMs - firstTokenMs), estimated: usage === null };
}
