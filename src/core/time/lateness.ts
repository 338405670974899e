import type { Clock, Wait } from "../ports.ts";

/** How many times as long as the quicker half a reference may take before it is late. */
const PATIENCE = 1.25;
/** Nobody is late before that, in milliseconds: a second request would cost more than it saves. */
const LEAST_MS = 1000;

/** Tells which references are late: half of the others have finished, and it takes 1.25 times as long as they did. */
export class Lateness {
  private expected: number;
  private readonly finished: number[] = [];
  private limit: Promise<number>;
  private reached: (milliseconds: number) => void = () => undefined;
  private readonly means: { readonly clock: Clock; readonly wait: Wait };

  /** @param expected how many references were asked for */
  constructor(expected: number, means: { readonly clock: Clock; readonly wait: Wait }) {
    this.expected = expected;
    this.means = means;
    this.limit = new Promise((resolve) => (this.reached = resolve));
  }

  /** A reference has finished. */
  finish(durationMs: number): void {
    this.finished.push(durationMs);
    this.look();
  }

  /** A reference has failed: it says nothing of how long the others may take. */
  fail(): void {
    this.expected -= 1;
    this.look();
  }

  /**
   * Resolves when a reference is late.
   *
   * @param startedAt when it was asked for
   * @param signal ends the waiting; then it rejects, or never resolves
   */
  async late(startedAt: number, signal: AbortSignal): Promise<void> {
    const limit = await this.limit;
    signal.throwIfAborted();
    await this.means.wait(Math.max(0, startedAt + limit - this.means.clock()), signal);
  }

  private look(): void {
    const half = Math.ceil(this.expected / 2);
    const slowest = this.finished[half - 1];
    if (slowest !== undefined) this.reached(Math.max(LEAST_MS, PATIENCE * slowest));
  }
}
