import { perplexityWarnings } from "./enhancement/posterior-score.ts";

/**
 * How many answers came, where some did not.
 *
 * @param oneEach whether they are those of as many models
 */
export function answeredWarning(present: number, asked: number, oneEach = true): string {
  return oneEach ? `${present} of ${asked} models answered.` : `${present} of ${asked} answers arrived.`;
}

/** Why a single answer stands as the reply. */
export const NOTHING_MERGED = "The answers could not be merged: the best single answer is shown instead.";

const outcomes: readonly string[] = [NOTHING_MERGED, ...Object.values(perplexityWarnings)];

/** Whether a warning says how a run came out: when the run goes on, it may no longer be true. */
export function tellsOutcome(warning: string): boolean {
  return outcomes.includes(warning) || /^\d+ of \d+ (?:models answered|answers came)\.$/.test(warning);
}
