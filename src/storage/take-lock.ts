import { stat, utimes } from "node:fs/promises";
import type { LockOptions } from "proper-lockfile";
import { codeOf } from "./error-code.ts";

/** Where a lock lies, and when it is taken for abandoned. */
export interface LockPlace extends LockOptions {
  readonly lockfilePath: string;
  /** Milliseconds: a lock that was not renewed for this long belonged to a process that is gone. */
  readonly stale: number;
}

/** Locks with a date in the future, as they were seen first. */
const seen = new Map<string, { readonly mtimeMs: number; readonly at: number }>();

/**
 * Takes a lock. Its date says when it was renewed; a date in the future, left by a clock that was wrong, would never
 * become old. Such a lock counts as abandoned when nobody has renewed it for `stale` milliseconds while it was watched:
 * the caller tries again and again.
 *
 * @param clock milliseconds that only grow
 * @throws Error with the code ELOCKED while another holds the lock
 */
export async function takeLock(
  file: string,
  options: LockPlace,
  clock: () => number = () => performance.now(),
): Promise<() => Promise<void>> {
  // Loaded with the first lock: others use this room when the editor starts.
  const { default: lockfile } = await import("proper-lockfile");
  try {
    return await lockfile.lock(file, options);
  } catch (error) {
    if (codeOf(error) === "ELOCKED") await outdateAbandoned(options, clock());
    throw error;
  }
}

/** Gives an abandoned lock a date that the next try takes for old. A holder who lives after all learns that it was lost. */
async function outdateAbandoned({ lockfilePath, stale }: LockPlace, now: number): Promise<void> {
  const found = await stat(lockfilePath).catch(() => null);
  if (found === null || found.mtimeMs <= Date.now()) {
    seen.delete(lockfilePath);
    return;
  }
  const before = seen.get(lockfilePath);
  if (before?.mtimeMs !== found.mtimeMs) seen.set(lockfilePath, { mtimeMs: found.mtimeMs, at: now });
  else if (now - before.at >= stale) {
    seen.delete(lockfilePath);
    await utimes(lockfilePath, 0, 0).catch(() => undefined);
  }
}
