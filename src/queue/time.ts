import { setTimeout } from "node:timers/promises";
import type { Clock, Wait } from "../core/ports.ts";

/** A clock and a timer. */
export interface Time {
  readonly clock: Clock;
  readonly wait: Wait;
}

/** Longest delay of a timer, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The time of this machine. */
export const realTime: Time = {
  clock: () => performance.now(),
  wait: (milliseconds, signal) => setTimeout(Math.min(milliseconds, LONGEST_TIMER), undefined, { signal }),
};

/** Returns a duration in words, `40 s` or `3 h`, rounded up so that a retry is not too early. */
export function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 300) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
