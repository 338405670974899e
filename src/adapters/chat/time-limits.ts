/** Limits of one streamed request, in milliseconds. */
export interface TimeLimits {
  /** From sending to the first token; a local server may load a model or let others go first in that time. */
  readonly firstTokenMs: number;
  /** Between two pieces of the stream. */
  readonly idleMs: number;
}

/** Limits where the endpoint sets none. */
export const defaultTimeLimits: TimeLimits = { firstTokenMs: 120_000, idleMs: 60_000 };

/** A limit that was passed; the message says which and where to change it. */
export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";
}

/** Aborts a request that stalls. Every piece of the stream is reported by `progress`. */
export class Watchdog {
  readonly signal: AbortSignal;
  private readonly controller = new AbortController();
  private readonly limits: TimeLimits;
  private timer: NodeJS.Timeout;
  private begun = false;

  /** @param outer aborts the request too */
  constructor(limits: TimeLimits, outer: AbortSignal) {
    this.limits = limits;
    this.signal = AbortSignal.any([outer, this.controller.signal]);
    const { firstTokenMs } = limits;
    this.timer = this.failAfter(firstTokenMs, `no answer within ${seconds(firstTokenMs)} (timeouts.firstTokenMs)`);
  }

  /** A piece has arrived: from now on only the pause until the next one counts. */
  progress(): void {
    if (this.begun) {
      this.timer.refresh();
      return;
    }
    this.begun = true;
    clearTimeout(this.timer);
    const { idleMs } = this.limits;
    this.timer = this.failAfter(idleMs, `it stopped sending for ${seconds(idleMs)} (timeouts.idleMs)`);
  }

  /** Ends the watch. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private failAfter(milliseconds: number, message: string): NodeJS.Timeout {
    return setTimeout(() => {
      this.controller.abort(new TimeLimitError(message));
    }, milliseconds);
  }
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`;
}
