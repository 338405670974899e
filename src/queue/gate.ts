import type { Clock } from "../core/ports.ts";
import { LONGEST_PAUSE_MS } from "./retry.ts";

/**
 * Limits the simultaneous requests to an endpoint or to one of its models, and sends none during a pause that the
 * server asked for. After a pause, requests start one at a time, and their number doubles with every answer, so that
 * they do not all hit the rate limit again.
 */
export class Gate {
  private readonly concurrency: number;
  private readonly clock: Clock;
  private width: number;
  private shutUntil = 0;
  private freeAt = 0;

  /** @param concurrency requests at the same time, at least 1 */
  constructor(concurrency: number, clock: Clock) {
    this.concurrency = concurrency;
    this.clock = clock;
    this.width = concurrency;
  }

  /** Returns whether one more request may be sent while `active` requests are running. */
  lets(active: number): boolean {
    return active < this.width && this.shutFor() <= 0;
  }

  /** Returns the milliseconds until the next request may be sent; 0 or less when it may be sent now. */
  shutFor(): number {
    return this.shutUntil - this.clock();
  }

  /** Returns the milliseconds until the end of the pause that the endpoint asked for; 0 or less without a pause. */
  freeIn(): number {
    return this.freeAt - this.clock();
  }

  /**
   * Records that the endpoint asks for a pause. After `LONGEST_PAUSE_MS` at the latest, one request tests whether the
   * limit still applies.
   */
  shut(milliseconds: number): void {
    const now = this.clock();
    this.width = 1;
    this.freeAt = Math.max(this.freeAt, now + milliseconds);
    this.shutUntil = Math.max(this.shutUntil, now + Math.min(milliseconds, LONGEST_PAUSE_MS));
  }

  /**
   * Records an answer of the endpoint. An answer that arrives during the pause says nothing about the time after it.
   */
  widen(): void {
    if (this.shutFor() > 0) return;
    this.width = Math.min(this.concurrency, this.width * 2);
    this.freeAt = 0;
  }
}
