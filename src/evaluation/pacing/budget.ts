/** Tolerance for rounding in sums of millions of prices, so that a budget that is just enough is not refused. */
const ROUNDING = 1e-9;

/**
 * A limit of spending that is never exceeded: a request is sent only while the amount spent, the worst cases of
 * requests in flight and the request's own worst case fit.
 */
export class Budget {
  /** The amount spent; the worst case when a cost is unknown. */
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
   * Reserves a request's worst case; waits for other requests that may turn out cheaper.
   *
   * @param worst US dollars; 0 without a limit
   * @returns false when it does not fit and no request in flight could change this
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

  /** Records the end of a request. @param cost the cost; the worst case when unknown */
  settle(worst: number, cost: number): void {
    this.requests -= 1;
    // Sums of differences drift, so the sum is reset to 0 when nothing is in flight.
    this.inFlight = this.requests === 0 ? 0 : this.inFlight - worst;
    this.spent += cost;
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }
}
