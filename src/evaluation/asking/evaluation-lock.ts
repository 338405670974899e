import path from "node:path";
import { takeLock } from "../../storage/index.ts";
import { storageFailure } from "../../bank/store/index.ts";
import { BankError } from "../../core/errors.ts";
import { repliesFolder } from "../kept/index.ts";

/** Milliseconds: long enough for the lock of a killed process to become stale. */
const PATIENCE = 15_000;
/** Milliseconds after which a user is told of the wait. */
const SHORT_WAIT = 1000;

/** Another process is evaluating, or judging kept replies anew. */
export class EvaluationRunsError extends BankError {}

/**
 * Runs `work` while no other evaluation of the bank runs; imports and learning from choices continue. A lost lock
 * aborts the signal passed to `work`.
 *
 * @param onWait called once when another evaluation holds the lock, with the longest wait in seconds
 * @throws EvaluationRunsError when another evaluation is running; BankError when the folder cannot be written; the
 * signal's reason
 */
export async function withEvaluationLock<Result>(
  bankFolder: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
  onWait: (mostSeconds: number) => void = () => undefined,
): Promise<Result> {
  let isTold = false;
  const lock = await takeLock({
    folder: path.join(repliesFolder(bankFolder, false), "evaluation.lock"),
    staleMs: 10_000,
    pauseMs: 200,
    keepWaiting: (waitedMs) => {
      if (!isTold && waitedMs > SHORT_WAIT) {
        isTold = true;
        onWait(PATIENCE / 1000);
      }
      return waitedMs <= PATIENCE;
    },
    whenLost: () =>
      new BankError("The evaluation lost its lock on the question bank and was stopped. Start it again to go on."),
    signal,
  }).catch((error: unknown) => {
    throw storageFailure(error, bankFolder);
  });
  if (lock === null) {
    throw new EvaluationRunsError(
      `Another evaluation of the question bank in ${bankFolder} is running, or its kept answers are being judged anew. Wait for its end, or stop it.`,
    );
  }
  return lock.during(signal, work);
}
