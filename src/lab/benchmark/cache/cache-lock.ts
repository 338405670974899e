import path from "node:path";
import { makeFolder, takeLock } from "../../../storage/index.ts";
import { messageOf } from "../../../core/errors.ts";
import { CacheError } from "./cache-error.ts";

/** Maximum wait in milliseconds: long enough for the lock of a killed process to become stale. */
const PATIENCE = 15_000;

/**
 * Runs `work` while no other command writes to the cache in a folder. A lost lock aborts the signal that `work` gets.
 *
 * @throws CacheError when another command uses the folder, or it cannot be written; the signal's reason
 */
export async function withCacheLock<Result>(
  folder: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  await makeFolder(folder).catch((error: unknown) => {
    throw new CacheError(`There can be no cache in ${folder} (${messageOf(error)}). Choose another with --cache DIR.`);
  });
  const lock = await takeLock({
    folder: path.join(folder, "cache.lock"),
    staleMs: 10_000,
    pauseMs: 200,
    keepWaiting: (waitedMs) => waitedMs <= PATIENCE,
    whenLost: () =>
      new CacheError(
        `The lock on the cache in ${folder} was lost, and the command was stopped. Start it again to go on.`,
      ),
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new CacheError(`The cache in ${folder} cannot be locked: ${messageOf(error)}.`, { cause: error });
  });
  if (lock === null) {
    throw new CacheError(
      `Another command is using the cache in ${folder}. Wait for its end, or give this one a folder of its own with --cache DIR.`,
    );
  }
  return lock.during(signal, work);
}
