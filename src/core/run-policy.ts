/** When a second request is sent for a late reference: never, to servers of the user's own, or to every server. */
export const hedgings = ["off", "self-hosted", "always"] as const;
export type Hedging = (typeof hedgings)[number];

/** What a run may do with time and money. None of it changes the method; hedging and early stop make a run depend on time. */
export interface RunPolicy {
  readonly hedge: Hedging;
  /** Whether the rest is given up once more than half of the candidates are in and agree. */
  readonly earlyStop: boolean;
  /** US dollars that a question never costs more than; null for no limit. */
  readonly budgetUsd: number | null;
  /** For the whole run, in milliseconds; null for none. */
  readonly deadlineMs: number | null;
}

/** Nothing that depends on time or money: the method alone. */
export const plainPolicy: RunPolicy = { hedge: "off", earlyStop: false, budgetUsd: null, deadlineMs: null };
