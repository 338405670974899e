import type { ChatFailureDetails } from "../core/errors.ts";
import type { RandomSource } from "../core/ports.ts";

/** Maximum number of attempts of a request. */
export const MOST_TRIES = 4;
/** Longest pause before a retry, in milliseconds. */
export const LONGEST_PAUSE_MS = 120_000;
/** Longest random pause after the first attempt, in milliseconds; it doubles with each further attempt. */
const FIRST_PAUSE_MS = 1000;

/**
 * Returns how long to wait before a failed request is sent again: the pause that the server asks for, plus a random
 * time from a range that doubles with each attempt, so that requests that failed together are not repeated together.
 *
 * @param tries how often it was sent, at least 1
 * @returns milliseconds; null when a retry does not help
 */
export function pauseBeforeRetry(
  { transient, retryAfterMs = 0 }: Pick<ChatFailureDetails, "transient" | "retryAfterMs">,
  tries: number,
  random: RandomSource,
): number | null {
  if (transient !== true || tries >= MOST_TRIES) return null;
  return retryAfterMs + random() * FIRST_PAUSE_MS * 2 ** (tries - 1);
}
