/** Rounding in sums of millions of prices must not refuse a budget that is just enough. */
const ROUNDING = 1e-9;

/**
 * Money that must not be passed: a request is sent only while what was spent, what is in flight at its worst, and the
 * request itself at its worst fit.
 */
export class Budget {
  /** What was spent for certain, and at most where that is unknown. */
  private spent = 0;
  private inFlight = 0;
  private requests = 0;
  private waiting: (() => void)[] = [];
  private readonly limit: number;

  /** @param limit US dollars; null for no limit */
  constructor(limit: number | null) {
    this.limit = limit ?? Infinity;
  }

  /** Whether there is a limit. */
  get limited(): boolean {
    return this.limit !== Infinity;
  }

  /**
   * Sets a request's worst case aside, waiting for others that may turn out cheaper.
   *
   * @param worst US dollars; 0 where there is no limit
   * @returns false when it does not fit, with nothing in flight that could change this
   */
  async reserve(worst: number): Promise<boolean> {
    while (this.spent + this.inFlight + worst > this.limit + ROUNDING) {
      if (this.requests === 0) return false;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.inFlight += worst;
    this.requests += 1;
    return true;
  }

  /** A request has ended. @param cost what it cost; its worst case where nobody knows */
  settle(worst: number, cost: number): void {
    this.requests -= 1;
    // Sums of differences drift; with nothing in flight the sum is known.
    this.inFlight = this.requests === 0 ? 0 : this.inFlight - worst;
    this.spent += cost;
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }
}
