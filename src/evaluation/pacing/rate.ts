/** Over how many events a rate is measured: long enough to be calm, short enough to follow a change. */
const WINDOW = 256;

/** Events a second, over the latest of them. */
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

  /** Something has happened. */
  add(): void {
    const now = this.clock();
    // What the window drops is where it begins.
    if (this.times.length === WINDOW) this.since = this.times[this.next] as number;
    this.times[this.next] = now;
    this.next = (this.next + 1) % WINDOW;
  }

  /** Forgets what was, as after a pause. */
  restart(): void {
    this.times.length = 0;
    this.next = 0;
    this.since = this.clock();
  }

  /** 0 while nothing has happened. */
  perSecond(): number {
    const seconds = (this.clock() - this.since) / 1000;
    return seconds > 0 ? this.times.length / seconds : 0;
  }
}
