/** PPL of a response and the mean log-probability it comes from. */
export interface Perplexity {
  /** exp(-mean log-probability), at least 1 up to rounding. */
  readonly perplexity: number;
  readonly meanLogprob: number;
}

/** Servers send this value for a token that is never chosen; it is no measurement. */
const LOGPROB_FLOOR = -9999;

/**
 * Returns PPL(G) of Eq. 7's S_ppl = 1 - PPL(G).
 *
 * @param logprobs natural log-probabilities of the response's tokens, thinking excluded; values that are not finite and
 *   the servers' floor are skipped
 * @returns null when there is nothing to measure
 */
export function perplexityOf(logprobs: readonly number[] | null): Perplexity | null {
  const measured = (logprobs ?? []).filter((value) => Number.isFinite(value) && value > LOGPROB_FLOOR);
  if (measured.length === 0) return null;
  const meanLogprob = measured.reduce((sum, value) => sum + value, 0) / measured.length;
  const perplexity = Math.exp(-meanLogprob);
  return Number.isFinite(perplexity) ? { perplexity, meanLogprob } : null;
}
