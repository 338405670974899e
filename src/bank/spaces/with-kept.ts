import { lockKept, type KeptWaiting } from "./kept-lock.ts";
import { KeptVectors } from "./kept-vectors.ts";

/**
 * Runs `work` with the kept vectors of a space while no other process adds to them.
 *
 * @param work its signal aborts, with a `KeptLockLost` as the reason, when the lock is lost
 * @returns null when another process holds the lock and is not waited for any longer
 */
export async function withKept<Result>(
  bankFolder: string,
  space: string,
  waiting: Required<KeptWaiting>,
  work: (kept: KeptVectors, signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const lock = await lockKept(bankFolder, space, "write", waiting);
  if (lock === null) return null;
  return lock.during(waiting.signal, async (alone) => {
    const kept = await KeptVectors.write(bankFolder, space);
    try {
      return await work(kept, alone);
    } finally {
      await kept.close();
    }
  });
}

/** Runs `work` while no other process moves the bank to this space. @returns null when another process does */
export async function asOnlyMover<Result>(
  bankFolder: string,
  space: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const lock = await lockKept(bankFolder, space, "move", { wait: "unless-it-lives", signal });
  return lock === null ? null : lock.during(signal, work);
}
