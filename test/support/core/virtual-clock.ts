import { setImmediate } from "node:timers/promises";
import type { Clock, Wait } from "../../../src/core/ports.ts";

/** Rounds of the event loop in which nobody waits on the clock, after which nothing more is expected. */
const PATIENCE = 1000;

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock on which time passes only when everybody waits, and then at once: hours of waiting in milliseconds. */
export class VirtualClock {
  private now = 0;
  private readonly sleepers = new Set<Sleeper>();

  /** How many wait. */
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

  /** Lets time pass until the work has ended; whoever waits is woken in order. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    const progress = { ended: false };
    const end = (): void => {
      progress.ended = true;
    };
    work.then(end, end);
    for (let idle = 0; idle < PATIENCE;) {
      await setImmediate();
      if (progress.ended) return work;
      const next = [...this.sleepers].reduce<Sleeper | null>(
        (first, one) => (first === null || one.at < first.at ? one : first),
        null,
      );
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
}
