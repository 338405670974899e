import { perplexityWarnings } from "../enhancement/index.ts";

/**
 * Says how many answers arrived, for a run where some did not.
 *
 * @param oneEach whether each answer comes from a different model
 */
export function answeredWarning(present: number, asked: number, oneEach = true): string {
  return oneEach ? `${present} of ${asked} models answered.` : `${present} of ${asked} answers arrived.`;
}

/** Says why a single answer is shown. */
export const NOTHING_MERGED = "The answers could not be merged: the best single answer is shown instead.";

/** Says why a reply is shown that was cut off before it held an answer. */
export const ONLY_PARTS =
  "No whole answer came: the best of what was cut off at the output limit is shown, as far as it goes.";

const USED_CUT_OFF = "Cut off at the output limit, and used as far as it goes:";

/** Says which models' answers are used although they were cut off. */
export function cutOffWarning(models: readonly string[]): string {
  return `${USED_CUT_OFF} ${[...new Set(models)].join(", ")}.`;
}

const ONLY_PASSES = "No merged answer passes all examples of the question";

/** Says why the answer of one model is shown in place of the merged ones. */
export function onlyPassesWarning(model: string): string {
  return `${ONLY_PASSES}; that of ${model} does, and is shown.`;
}

const outcomes: readonly string[] = [NOTHING_MERGED, ONLY_PARTS, ...Object.values(perplexityWarnings)];

/** Whether a warning is about the outcome of a run: when the run goes on, the warning may no longer be true. */
export function tellsOutcome(warning: string): boolean {
  return (
    outcomes.includes(warning) ||
    [USED_CUT_OFF, ONLY_PASSES].some((start) => warning.startsWith(start)) ||
    /^\d+ of \d+ (?:models answered|answers arrived)\.$/.test(warning)
  );
}
