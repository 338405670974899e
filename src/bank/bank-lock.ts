import { stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { BankError, messageOf } from "../core/errors.ts";
import { codeOf, makeFolder, takeLock } from "../storage/index.ts";
import { storageFailure } from "./store/storage-failure.ts";
import { tightenBank } from "./store/tighten-bank.ts";

/** Milliseconds. */
export interface LockTimes {
  /** A lock that was not renewed for this long belonged to a process that is gone. At least 2,000. */
  readonly stale: number;
  /** How long a writer waits for the others before it gives up. */
  readonly patience: number;
}

const TIMES: LockTimes = { stale: 10_000, patience: 60_000 };

/** Between two tries; drawn anew each time, so that two waiting processes do not keep step. */
const PAUSE_MS = { least: 2, most: 25 };

/** A lock that is held. */
export interface BankLock {
  /**
   * To be called right before what cannot be undone: a process that was suspended may have lost its lock to another.
   *
   * @throws BankError when the lock is lost
   */
  assertHeld(): Promise<void>;
}

/** The writers of this process by bank folder: they queue here, without asking the disk again and again. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while no other process or window writes the same bank. Whoever writes must read the bank anew inside.
 *
 * @throws BankError when the lock was not to be had, or the folder cannot be written
 */
export async function withBankLock<Result>(
  bankFolder: string,
  work: (lock: BankLock) => Promise<Result>,
  times: Partial<LockTimes> = {},
): Promise<Result> {
  const key = path.resolve(bankFolder);
  const before = queues.get(key) ?? Promise.resolve();
  const mine = before.then(() => lockedBetweenProcesses(bankFolder, work, { ...TIMES, ...times }));
  const settled = mine.catch(() => undefined);
  queues.set(key, settled);
  try {
    return await mine;
  } finally {
    if (queues.get(key) === settled) queues.delete(key);
  }
}

async function lockedBetweenProcesses<Result>(
  bankFolder: string,
  work: (lock: BankLock) => Promise<Result>,
  times: LockTimes,
): Promise<Result> {
  const lockFolder = path.join(bankFolder, "write.lock");
  const lost: { reason: string | null } = { reason: null };
  const release = await acquire(bankFolder, lockFolder, times, (reason) => {
    lost.reason = reason;
  });
  const assertHeld = async (): Promise<void> => {
    const reason = lost.reason ?? (await whyLost(lockFolder, times.stale));
    if (reason === null) return;
    throw new BankError(
      `The lock of the question bank in ${bankFolder} was lost while it was being written (${reason}); nothing was changed. Try again.`,
    );
  };
  try {
    return await work({ assertHeld });
  } finally {
    // A lock that was lost cannot be released; whoever changes something has asked before.
    await release().catch(() => undefined);
  }
}

async function acquire(
  bankFolder: string,
  lockfilePath: string,
  { stale, patience }: LockTimes,
  onLost: (reason: string) => void,
): Promise<() => Promise<void>> {
  const giveUpAt = Date.now() + patience;
  try {
    await makeFolder(bankFolder);
    await tightenBank(bankFolder);
    for (;;) {
      try {
        return await takeLock(bankFolder, {
          lockfilePath,
          stale,
          onCompromised: (error) => {
            onLost(messageOf(error));
          },
        });
      } catch (error) {
        if (!isContended(error)) throw error;
        if (Date.now() > giveUpAt) {
          throw new BankError(
            `The question bank in ${bankFolder} is being written elsewhere, for longer than ${patience / 1000} s. Try again when that is done.`,
            { cause: error },
          );
        }
      }
      await pause(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least));
    }
  } catch (error) {
    throw storageFailure(error, bankFolder);
  }
}

/** Another holds the lock, or took it for abandoned while it was being taken here. */
function isContended(error: unknown): boolean {
  return ["ELOCKED", "ENOENT"].includes(codeOf(error) ?? "");
}

async function whyLost(lockFolder: string, stale: number): Promise<string | null> {
  const found = await stat(lockFolder).catch(() => null);
  if (found === null) return "it was removed";
  return found.mtimeMs < Date.now() - stale ? "it was not renewed in time" : null;
}
