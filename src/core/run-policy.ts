/** When to send a second request for a late reference: never, to the user's own servers, or to every server. */
export const hedgings = ["off", "self-hosted", "always"] as const;
export type Hedging = (typeof hedgings)[number];

/**
 * What a run may do with time and money. Nothing here changes the method. Hedging and early stop make a run depend on
 * time.
 */
export interface RunPolicy {
  readonly hedge: Hedging;
  /** Whether the remaining requests are given up once more than half of the candidates have arrived and agree. */
  readonly earlyStop: boolean;
  /** US dollars that a question never exceeds; null for no limit. */
  readonly budgetUsd: number | null;
  /** Deadline of the whole run, in milliseconds; null for none. */
  readonly deadlineMs: number | null;
}
