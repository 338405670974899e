import { perplexityWarnings } from "../enhancement/index.ts";

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

/** Why an answer that holds none yet stands as the reply. */
export const ONLY_PARTS =
  "No whole answer came: the best of what was cut off at the output limit is shown, as far as it goes.";

const USED_CUT_OFF = "Cut off at the output limit, and used as far as it goes:";

/** Whose answers are used though they were cut off. */
export function cutOffWarning(models: readonly string[]): string {
  return `${USED_CUT_OFF} ${[...new Set(models)].join(", ")}.`;
}

const outcomes: readonly string[] = [NOTHING_MERGED, ONLY_PARTS, ...Object.values(perplexityWarnings)];

/** Whether a warning says how a run came out: when the run goes on, it may no longer be true. */
export function tellsOutcome(warning: string): boolean {
  return (
    outcomes.includes(warning) ||
    warning.startsWith(USED_CUT_OFF) ||
    /^\d+ of \d+ (?:models answered|answers arrived)\.$/.test(warning)
  );
}
