import { stat, utimes } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf } from "./error-code.ts";
import { makeFolder } from "./private-files.ts";

/** A lock between processes, and how long to wait for it. */
interface WantedLock {
  /** The lock itself: a folder that is created with the lock and removed with it. A missing parent is created. */
  readonly folder: string;
  /** Milliseconds: a lock that was not renewed for this long belonged to a process that has ended. At least 2,000. */
  readonly staleMs: number;
  /** Milliseconds between two renewals; absent: half of `staleMs`. */
  readonly renewMs?: number;
  /**
   * Milliseconds: the longest pause between two attempts. Each pause is random, so that two waiting processes do not
   * stay in step.
   */
  readonly pauseMs: number;
  /** Returns whether to try again while another process holds the lock. */
  readonly keepWaiting: (waitedMs: number) => boolean | Promise<boolean>;
  /** Returns the error for a lock that was lost while it was held, for example because the computer slept. */
  readonly whenLost: (reason: string) => Error;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
}

/** A lock that this process holds. */
export class HeldLock {
  /** Aborts with the error of `whenLost` when the lock is lost. */
  readonly lost: AbortSignal;
  private readonly wanted: WantedLock;
  private readonly giveBack: () => Promise<void>;

  constructor(wanted: WantedLock, lost: AbortSignal, giveBack: () => Promise<void>) {
    this.wanted = wanted;
    this.lost = lost;
    this.giveBack = giveBack;
  }

  /**
   * Rejects when the lock is lost. Call it right before an irreversible step, because a process that was suspended may
   * have lost its lock to another.
   *
   * @throws the error of `whenLost`
   */
  async assertHeld(): Promise<void> {
    this.lost.throwIfAborted();
    const found = await stat(this.wanted.folder).catch(() => null);
    if (found === null) throw this.wanted.whenLost("it was removed");
    if (found.mtimeMs < Date.now() - this.wanted.staleMs) throw this.wanted.whenLost("it was not renewed in time");
  }

  /**
   * Runs `work` and releases the lock. The signal of `work` aborts with `signal`, and when the lock is lost.
   *
   * @throws the error of `whenLost` when `work` fails after the lock was lost
   */
  async during<Result>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    try {
      return await work(AbortSignal.any([signal, this.lost]));
    } catch (error) {
      this.lost.throwIfAborted();
      throw error;
    } finally {
      await this.release();
    }
  }

  /** Never rejects: a lock that was lost cannot be released. */
  async release(): Promise<void> {
    await this.giveBack().catch(() => undefined);
  }
}

/**
 * Takes a lock; returns null when another process holds it and `keepWaiting` returns false.
 *
 * @param clock milliseconds that only grow
 * @throws the signal's reason; errors of the file system
 */
export async function takeLock(wanted: WantedLock & { readonly keepWaiting: () => true }): Promise<HeldLock>;
export async function takeLock(wanted: WantedLock, clock?: () => number): Promise<HeldLock | null>;
export async function takeLock(wanted: WantedLock, clock = (): number => performance.now()): Promise<HeldLock | null> {
  const since = clock();
  await makeFolder(path.dirname(wanted.folder));
  for (;;) {
    wanted.signal?.throwIfAborted();
    const held = await tryLock(wanted, clock);
    if (held !== null || !(await wanted.keepWaiting(clock() - since))) return held;
    // Only the signal ends a pause early.
    await pause(Math.random() * wanted.pauseMs, undefined, { signal: wanted.signal }).catch(() => undefined);
  }
}

async function tryLock(wanted: WantedLock, clock: () => number): Promise<HeldLock | null> {
  const { folder, staleMs: stale, renewMs: update, whenLost } = wanted;
  // Loaded with the first lock, because this room is already used when the editor starts.
  const { default: lockfile } = await import("proper-lockfile");
  const lost = new AbortController();
  const onCompromised = ({ message }: Error): void => {
    lost.abort(whenLost(message));
  };
  const options = {
    lockfilePath: folder,
    stale,
    realpath: false,
    onCompromised,
    ...(update !== undefined && { update }),
  };
  try {
    return new HeldLock(wanted, lost.signal, await lockfile.lock(folder, options));
  } catch (error) {
    if (codeOf(error) === "ELOCKED") await outdateAbandoned(folder, stale, clock());
    else if (!(await wasTakenMeanwhile(error, folder))) throw error;
    return null;
  }
}

/** Returns whether another process removed the lock as abandoned while it was being taken here. */
async function wasTakenMeanwhile(error: unknown, folder: string): Promise<boolean> {
  if (codeOf(error) !== "ENOENT") return false;
  return (await stat(path.dirname(folder)).catch(() => null)) !== null;
}

/** Locks with a date in the future, as they were first seen. */
const seen = new Map<string, { readonly mtimeMs: number; readonly at: number }>();

/**
 * Gives an abandoned lock an old date, so that the next attempt treats it as stale. The date of a lock says when it was
 * renewed; a date in the future, left by a wrong clock, would never become old. Such a lock counts as abandoned when it
 * was not renewed for `staleMs` while it was watched: the caller tries again and again. If its holder lives after all,
 * the holder learns that the lock was lost.
 */
async function outdateAbandoned(folder: string, staleMs: number, now: number): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found === null || found.mtimeMs <= Date.now()) {
    seen.delete(folder);
    return;
  }
  const before = seen.get(folder);
  if (before?.mtimeMs !== found.mtimeMs) seen.set(folder, { mtimeMs: found.mtimeMs, at: now });
  else if (now - before.at >= staleMs) {
    seen.delete(folder);
    await utimes(folder, 0, 0).catch(() => undefined);
  }
}
