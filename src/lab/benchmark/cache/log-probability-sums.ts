import * as v from "valibot";

/** The cached form of a reply's log-probabilities: PPL depends only on their mean and number. */
export const logprobSumsSchema = v.object({
  tokens: v.number(),
  /** Number of log-probabilities that count, without the servers' value for tokens that are never chosen. */
  measured: v.number(),
  sum: v.number(),
});
type LogprobSums = v.InferOutput<typeof logprobSumsSchema>;

/** The servers' value for tokens that are never chosen, which `perplexityOf` ignores. */
const FLOOR = -9999;
/** A power of two well above the floor, so that sums of it are exact and each part counts. */
const PART = -8192;

/** Returns log-probabilities in their cached form. */
export function sumsOf(logprobs: readonly number[]): LogprobSums {
  const counted = logprobs.filter((value) => Number.isFinite(value) && value > FLOOR);
  return {
    tokens: logprobs.length,
    measured: counted.length,
    sum: counted.reduce((sum, value) => sum + value, 0),
  };
}

/**
 * Returns log-probabilities from their cached form. `perplexityOf` gives exactly the same for them as for the
 * originals, and they are as many: first the sum in few parts that add without rounding, then zeros, then those that do
 * not count.
 */
export function logprobsOf({ tokens, measured, sum }: LogprobSums): number[] {
  const parts: number[] = [];
  let rest = sum;
  for (; rest < PART; rest -= PART) parts.push(PART);
  if (rest !== 0) parts.push(rest);
  // There are more parts than values: such an unlikely text has no perplexity, whatever its parts are.
  const values =
    parts.length > measured
      ? new Array<number>(measured).fill(sum / measured)
      : [...parts, ...new Array<number>(measured - parts.length).fill(0)];
  return [...values, ...new Array<number>(tokens - measured).fill(-Infinity)];
}
