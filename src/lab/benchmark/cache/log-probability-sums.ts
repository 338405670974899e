import * as v from "valibot";

/** What is kept of the log-probabilities of a reply: PPL is a function of mean and number. */
export const logprobSumsSchema = v.object({
  tokens: v.number(),
  /** Those that count, which leaves out what servers write for "never". */
  measured: v.number(),
  sum: v.number(),
});
type LogprobSums = v.InferOutput<typeof logprobSumsSchema>;

/** What servers write for "never", which `perplexityOf` leaves out. */
const FLOOR = -9999;
/** A power of two well above the floor, so that sums of it are exact and each part counts. */
const PART = -8192;

/** Log-probabilities as they are kept. */
export function sumsOf(logprobs: readonly number[]): LogprobSums {
  const counted = logprobs.filter((value) => Number.isFinite(value) && value > FLOOR);
  return {
    tokens: logprobs.length,
    measured: counted.length,
    sum: counted.reduce((sum, value) => sum + value, 0),
  };
}

/**
 * Log-probabilities of which `perplexityOf` makes exactly what it made of those that `sumsOf` was given, as many as they
 * were: the sum in few parts that are added without rounding, then zeros, then those that do not count.
 */
export function logprobsOf({ tokens, measured, sum }: LogprobSums): number[] {
  const parts: number[] = [];
  let rest = sum;
  for (; rest < PART; rest -= PART) parts.push(PART);
  if (rest !== 0) parts.push(rest);
  // More parts than values: so unlikely a text has no perplexity, whatever its parts are.
  const values =
    parts.length > measured
      ? new Array<number>(measured).fill(sum / measured)
      : [...parts, ...new Array<number>(measured - parts.length).fill(0)];
  return [...values, ...new Array<number>(tokens - measured).fill(-Infinity)];
}
