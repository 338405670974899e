import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf, makeFolder, takeLock } from "../../../storage/index.ts";
import { messageOf } from "../../../core/errors.ts";
import { CacheError } from "./cache-error.ts";

/** Milliseconds: a lock that was not renewed for this long belonged to a process that is gone. */
const STALE = 10_000;
/** Long enough for the lock of a killed process to become stale. */
const PATIENCE = 15_000;
const BETWEEN_TRIES = 200;

/**
 * Runs `work` while nobody else writes to the cache in a folder. A lost lock aborts the signal that `work` gets.
 *
 * @throws CacheError when another command uses the folder, or it cannot be written; the signal's reason
 */
export async function withFolderLock<Result>(
  folder: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lost = new AbortController();
  const release = await acquire(folder, signal, lost);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    // A lock that was lost cannot be released.
    await release().catch(() => undefined);
  }
}

async function acquire(folder: string, signal: AbortSignal, lost: AbortController): Promise<() => Promise<void>> {
  await makeFolder(folder).catch((error: unknown) => {
    throw new CacheError(`There can be no cache in ${folder} (${messageOf(error)}). Choose another with --cache DIR.`);
  });
  const giveUpAt = Date.now() + PATIENCE;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await takeLock(folder, {
        lockfilePath: path.join(folder, "cache.lock"),
        stale: STALE,
        onCompromised: () => {
          const what = `The lock on the cache in ${folder} was lost, and the command was stopped.`;
          lost.abort(new CacheError(`${what} Start it again to go on.`));
        },
      });
    } catch (error) {
      const isTaken = codeOf(error) === "ELOCKED";
      if (!isTaken)
        throw new CacheError(`The cache in ${folder} cannot be locked: ${messageOf(error)}.`, { cause: error });
      if (Date.now() > giveUpAt) {
        const advice = "Wait for its end, or give this one a folder of its own with --cache DIR.";
        throw new CacheError(`Another command is using the cache in ${folder}. ${advice}`, { cause: error });
      }
    }
    await pause(BETWEEN_TRIES, undefined, { signal });
  }
}
