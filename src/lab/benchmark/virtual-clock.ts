import { setImmediate } from "node:timers/promises";
import type { Clock, Wait } from "../../core/ports.ts";

/** Rounds of the event loop without any wait on the clock after which the work counts as stuck. */
const PATIENCE = 1000;

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock on which time passes only when all work waits, and then at once: hours of waiting take milliseconds. */
export class VirtualClock {
  private now = 0;
  private readonly sleepers = new Set<Sleeper>();
  /** Amount of running work that does not wait on this clock. */
  private outsiders = 0;
  private goOn: () => void = () => undefined;

  /** Number of waits on this clock. */
  get waiting(): number {
    return this.sleepers.size;
  }

  readonly clock: Clock = () => this.now;

  readonly wait: Wait = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const end = (finish: () => void): void => {
        this.sleepers.delete(sleeper);
        signal.removeEventListener("abort", stop);
        finish();
      };
      const stop = (): void => {
        end(() => {
          reject(signal.reason as Error);
        });
      };
      const sleeper: Sleeper = {
        at: this.now + milliseconds,
        wake: () => {
          end(resolve);
        },
      };
      this.sleepers.add(sleeper);
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop);
    });

  /** Awaits work that takes real time, such as a request. The clock stands still until it has ended. */
  async outside<Result>(work: Promise<Result>): Promise<Result> {
    this.outsiders += 1;
    try {
      return await work;
    } finally {
      this.outsiders -= 1;
      if (this.outsiders === 0) this.goOn();
    }
  }

  /** Lets time pass until the work has ended, and wakes waits in order. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    const progress = { ended: false };
    const end = (): void => {
      progress.ended = true;
      this.goOn();
    };
    work.then(end, end);
    for (let idle = 0; idle < PATIENCE;) {
      await setImmediate();
      if (progress.ended) return work;
      if (this.outsiders > 0) {
        await new Promise<void>((resolve) => (this.goOn = resolve));
        continue;
      }
      const next = this.nextSleeper();
      if (next === null) {
        idle += 1;
        continue;
      }
      idle = 0;
      this.now = Math.max(this.now, next.at);
      next.wake();
    }
    throw new Error("The work waits for something that will never happen.");
  }

  /** Returns the wait that ends first; of several at the same time, the oldest. */
  private nextSleeper(): Sleeper | null {
    let first: Sleeper | null = null;
    for (const one of this.sleepers) if (first === null || one.at < first.at) first = one;
    return first;
  }
}
