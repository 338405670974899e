/** Number of events over which a rate is measured: enough to be steady, few enough to follow a change. */
const WINDOW = 256;

/** Events per second, over the latest events. */
export class Rate {
  private readonly clock: () => number;
  private readonly times: number[] = [];
  private next = 0;
  private since: number;

  /** @param clock milliseconds */
  constructor(clock: () => number) {
    this.clock = clock;
    this.since = clock();
  }

  /** Counts an event. */
  add(): void {
    const now = this.clock();
    // The window begins at the event that it drops.
    if (this.times.length === WINDOW) this.since = this.times[this.next] as number;
    this.times[this.next] = now;
    this.next = (this.next + 1) % WINDOW;
  }

  /** Forgets all events, for example after a pause. */
  restart(): void {
    this.times.length = 0;
    this.next = 0;
    this.since = this.clock();
  }

  /** Returns 0 before the first event. */
  perSecond(): number {
    const seconds = (this.clock() - this.since) / 1000;
    return seconds > 0 ? this.times.length / seconds : 0;
  }
}
