/** What else is known about a trouble. */
export interface TroubleDetails {
  /** Whether another try a little later may do better. */
  readonly transient?: boolean;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | null;
  /** What to do about it, in sentences; without it, what helps against most troubles of a network. */
  readonly advice?: string | null;
  /** Who it is about, where that is not the hub itself. */
  readonly host?: string | null;
}

/** Why a file did not come; the message is a clause without file, host and full stop. */
export class DownloadTrouble extends Error {
  override readonly name = "DownloadTrouble";
  readonly transient: boolean;
  readonly retryAfterMs: number | null;
  readonly advice: string | null;
  readonly host: string | null;

  constructor(
    what: string,
    { transient = false, retryAfterMs = null, advice = null, host = null }: TroubleDetails = {},
  ) {
    super(what);
    this.transient = transient;
    this.retryAfterMs = retryAfterMs;
    this.advice = advice;
    this.host = host;
  }

  /** The same, with the host that it happened at. */
  at(host: string | null): DownloadTrouble {
    const { transient, retryAfterMs, advice } = this;
    return new DownloadTrouble(this.message, { transient, retryAfterMs, advice, host });
  }
}
