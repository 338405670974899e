import { setImmediate } from "node:timers/promises";
import type { ChatPause } from "../../../src/core/ports.ts";
import type { Visitor } from "../../../src/queue/ticket.ts";
import type { Time } from "../../../src/queue/time.ts";
import { Traffic } from "../../../src/queue/traffic.ts";

/** Lets all work continue that waits only for its turn. */
export async function settled(): Promise<void> {
  await setImmediate();
}

/** A clock that advances when a test says so. */
export class FakeTime implements Time {
  private now = 0;
  private timers: { readonly at: number; readonly ring: () => void }[] = [];

  readonly clock = (): number => this.now;

  readonly wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        this.timers = this.timers.filter((other) => other !== timer);
        reject(signal.reason as Error);
      };
      const ring = (): void => {
        signal.removeEventListener("abort", stop);
        resolve();
      };
      const timer = { at: this.now + milliseconds, ring };
      signal.addEventListener("abort", stop, { once: true });
      this.timers.push(timer);
    });

  /** The number of waiting timers. */
  get waiting(): number {
    return this.timers.length;
  }

  /** Lets this many milliseconds pass. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.now + milliseconds;
    await settled();
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      this.now = Math.max(this.now, next.at);
      this.timers = this.timers.filter((other) => other !== next);
      next.ring();
      await settled();
    }
    this.now = end;
  }

  private next(end: number) {
    return this.timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
  }
}

/** Returns a visitor that waits for its turn, and the pauses that it was told about. */
export function visitor(changes: Partial<Visitor> = {}): Visitor & { readonly pauses: ChatPause[] } {
  const pauses: ChatPause[] = [];
  return {
    endpoint: "here",
    model: "m",
    run: {},
    until: null,
    hasStandIn: false,
    signal: new AbortController().signal,
    onPause: (pause) => pauses.push(pause),
    pauses,
    ...changes,
  };
}

/** Returns traffic that never waits, and records how long it would have waited. */
export function hurried(): { readonly traffic: Traffic; readonly waits: readonly number[] } {
  const waits: number[] = [];
  let now = 0;
  const wait = (milliseconds: number, signal: AbortSignal): Promise<void> => {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    waits.push(milliseconds);
    now += milliseconds;
    return Promise.resolve();
  };
  return { traffic: new Traffic({ clock: () => now, wait }, () => 0), waits };
}
