import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf, makeFolder, takeLock } from "../storage/index.ts";
import { storageFailure } from "../bank/store/storage-failure.ts";
import { BankError } from "../core/errors.ts";
import { repliesFolder } from "./replies/log-file.ts";

/** Milliseconds: a lock that was not renewed for this long belonged to a process that is gone. */
const STALE = 10_000;
/** Long enough for the lock of a killed process to become stale. */
const PATIENCE = 15_000;
const BETWEEN_TRIES = 200;

/** Another process evaluates, or judges kept answers anew. */
export class EvaluationRunsError extends BankError {}

/**
 * Runs `work` while no other evaluation of the bank runs; imports and choices go on. A lost lock aborts the signal that
 * `work` gets.
 *
 * @throws EvaluationRunsError when another evaluation is running; BankError when the folder cannot be written; the signal's reason
 */
export async function withEvaluationLock<Result>(
  bankFolder: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lost = new AbortController();
  const release = await acquire(bankFolder, signal, lost);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    // A lock that was lost cannot be released.
    await release().catch(() => undefined);
  }
}

async function acquire(bankFolder: string, signal: AbortSignal, lost: AbortController): Promise<() => Promise<void>> {
  const folder = repliesFolder(bankFolder, false);
  const giveUpAt = Date.now() + PATIENCE;
  try {
    await makeFolder(folder);
    for (;;) {
      signal.throwIfAborted();
      try {
        return await takeLock(folder, {
          lockfilePath: path.join(folder, "evaluation.lock"),
          stale: STALE,
          onCompromised: () => {
            lost.abort(
              new BankError(
                "The evaluation lost its lock on the question bank and was stopped. Start it again to go on.",
              ),
            );
          },
        });
      } catch (error) {
        if (codeOf(error) !== "ELOCKED") throw error;
        if (Date.now() > giveUpAt) {
          throw new EvaluationRunsError(
            `Another evaluation of the question bank in ${bankFolder} is running, or its kept answers are being judged anew. Wait for its end, or stop it.`,
            { cause: error },
          );
        }
      }
      await pause(BETWEEN_TRIES, undefined, { signal });
    }
  } catch (error) {
    throw storageFailure(error, bankFolder);
  }
}
