import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds between two checks. */
const PAUSE = 5;
/** Maximum wait, in milliseconds: nothing takes that long, but a busy machine may delay everything. */
const LIMIT = 30_000;

/**
 * Resolves when the condition holds.
 *
 * @param what the awaited condition, for the error after the limit
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>, limit = LIMIT): Promise<void> {
  const end = performance.now() + limit;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Waited ${limit / 1000} s in vain: ${what}`);
    await pause(PAUSE);
  }
}
