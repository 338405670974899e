import type { ChatFailureDetails } from "../../core/errors.ts";
import type { RandomSource } from "../../core/ports.ts";

/** How often a request is sent at most. */
export const MOST_TRIES = 4;
/** Nobody waits longer than that for another try, in milliseconds. */
export const LONGEST_PAUSE_MS = 120_000;
/** The pause after the first try is at most that long, and twice as long after each further one, in milliseconds. */
const FIRST_PAUSE_MS = 1000;

/**
 * How long to wait before a failed request is sent again: what the server asks for and a random time on top, of a range
 * that doubles with each try, so that those who failed together do not come back together.
 *
 * @param tries how often it was sent, at least 1
 * @returns milliseconds; null when another try is no use
 */
export function pauseBeforeRetry(
  { transient, retryAfterMs = 0 }: Pick<ChatFailureDetails, "transient" | "retryAfterMs">,
  tries: number,
  random: RandomSource,
): number | null {
  if (transient !== true || tries >= MOST_TRIES) return null;
  return retryAfterMs + random() * FIRST_PAUSE_MS * 2 ** (tries - 1);
}
