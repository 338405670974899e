import path from "node:path";
import { takeLock } from "../../storage/index.ts";
import { storageFailure } from "../../bank/store/index.ts";
import { BankError } from "../../core/errors.ts";
import { repliesFolder } from "../kept/index.ts";

/** Milliseconds: long enough for the lock of a killed process to become stale. */
const PATIENCE = 15_000;

/** Another process is evaluating, or judging kept replies anew. */
export class EvaluationRunsError extends BankError {}

/**
 * Runs `work` while no other evaluation of the bank runs; imports and learning from choices continue. A lost lock
 * aborts the signal passed to `work`.
 *
 * @throws EvaluationRunsError when another evaluation is running; BankError when the folder cannot be written; the
 * signal's reason
 */
export async function withEvaluationLock<Result>(
  bankFolder: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const lock = await takeLock({
    folder: path.join(repliesFolder(bankFolder, false), "evaluation.lock"),
    staleMs: 10_000,
    pauseMs: 200,
    keepWaiting: (waitedMs) => waitedMs <= PATIENCE,
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
