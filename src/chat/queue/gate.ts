import type { Clock } from "../../core/ports.ts";
import { LONGEST_PAUSE_MS } from "./retry.ts";

/**
 * What an endpoint, or one model of it, lets through: a number of requests at a time, none while it asks for a pause.
 * After a pause requests go one at a time, twice as many with every answer, so that they do not all meet the rate limit
 * again.
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

  /** Whether one more may go while `active` are under way. */
  lets(active: number): boolean {
    return active < this.width && this.shutFor() <= 0;
  }

  /** Milliseconds until the next may be tried; 0 or less when it may now. */
  shutFor(): number {
    return this.shutUntil - this.clock();
  }

  /** Milliseconds until the endpoint expects requests again, by its own words; 0 or less when it does now. */
  freeIn(): number {
    return this.freeAt - this.clock();
  }

  /** The endpoint asks to be left alone. Beyond the longest pause one request finds out whether that still holds. */
  shut(milliseconds: number): void {
    const now = this.clock();
    this.width = 1;
    this.freeAt = Math.max(this.freeAt, now + milliseconds);
    this.shutUntil = Math.max(this.shutUntil, now + Math.min(milliseconds, LONGEST_PAUSE_MS));
  }

  /** The endpoint has answered. What was sent before it asked to be left alone says nothing about afterwards. */
  widen(): void {
    if (this.shutFor() > 0) return;
    this.width = Math.min(this.concurrency, this.width * 2);
    this.freeAt = 0;
  }
}
