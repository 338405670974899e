import { perplexityWarnings } from "./enhancement/posterior-score.ts";

/** How many of the models answered, where some did not. */
export function answeredWarning(present: number, asked: number): string {
  return `${present} of ${asked} models answered.`;
}

/** Why a single answer stands as the reply. */
export const NOTHING_MERGED = "No aggregation finished: the best single answer is shown instead.";

const outcomes: readonly string[] = [NOTHING_MERGED, ...Object.values(perplexityWarnings)];

/** Whether a warning says how a run came out: when the run goes on, it may no longer be true. */
export function tellsOutcome(warning: string): boolean {
  return outcomes.includes(warning) || /^\d+ of \d+ models answered\.$/.test(warning);
}
