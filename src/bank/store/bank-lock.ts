import path from "node:path";
import { BankError } from "../../core/errors.ts";
import { type HeldLock, makeFolder, takeLock } from "../../storage/index.ts";
import { storageFailure } from "./storage-failure.ts";
import { tightenBank } from "./tighten-bank.ts";

/** Milliseconds. */
interface LockTimes {
  /** A lock that was not renewed for this long belonged to a process that has ended. At least 2,000. */
  readonly stale: number;
  /** How long a writer waits for the others before it gives up. */
  readonly patience: number;
}

const TIMES: LockTimes = { stale: 10_000, patience: 60_000 };

/** Longest pause between two attempts: changes of a bank take milliseconds. */
const PAUSE_MS = 25;

/** The bank's lock while it is held. */
export type BankLock = Pick<HeldLock, "assertHeld">;

/** The waiting writers of this process by bank folder. They queue here instead of polling the disk. */
const queues = new Map<string, Promise<unknown>>();

/**
 * Runs `work` while no other process or window writes the same bank. `work` must read the bank again before it writes.
 *
 * @throws BankError when the lock cannot be taken, or the folder cannot be written
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
  const lock = await acquire(bankFolder, times).catch((error: unknown) => {
    throw storageFailure(error, bankFolder);
  });
  try {
    return await work(lock);
  } finally {
    await lock.release();
  }
}

async function acquire(bankFolder: string, { stale, patience }: LockTimes): Promise<HeldLock> {
  await makeFolder(bankFolder);
  await tightenBank(bankFolder);
  const lock = await takeLock({
    folder: path.join(bankFolder, "write.lock"),
    staleMs: stale,
    pauseMs: PAUSE_MS,
    keepWaiting: (waitedMs) => waitedMs <= patience,
    whenLost: (reason) =>
      new BankError(
        `The lock of the question bank in ${bankFolder} was lost while it was being written (${reason}); nothing was changed. Try again.`,
      ),
  });
  if (lock !== null) return lock;
  throw new BankError(
    `The question bank in ${bankFolder} is being written elsewhere, for longer than ${patience / 1000} s. Try again when that is done.`,
  );
}
