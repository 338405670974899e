import { BankError } from "../../core/errors.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import type { ImportProgress } from "./import-progress.ts";
import { bankExists, readState, storageFailure } from "../store/index.ts";
import { BATCH } from "./embed-texts.ts";
import { KeptLockLost } from "./kept-lock.ts";
import { forgetKeptVectors } from "./kept-spaces.ts";
import { moveProgress } from "./move-progress.ts";
import { moveAlone } from "./move-alone.ts";
import { asOnlyMover, withKept } from "./with-kept.ts";

/** Options of a move. */
export interface MoveOptions {
  /** Called often: the receiver decides how often to show the progress. `rows` are questions of the bank. */
  readonly onProgress: (progress: ImportProgress) => void;
  readonly signal: AbortSignal;
  /** Questions per embedding request. This many are lost when the process is killed. */
  readonly batch?: number;
}

/** Another process is already moving the bank there, and was left alone. */
export class BankIsMovingError extends BankError {}

/**
 * Moves a bank to the embedder's space. During the move, all processes continue to use and change the bank in the old
 * space. Only the last step, which embeds no more than a few questions, holds the bank's lock. The new vectors are kept
 * as they are made, so that a repeated call resumes a move that was cancelled or killed. Vectors of the old space are
 * kept too, unless they are the built-in embedder's, so that moving back embeds nothing.
 *
 * @returns how many questions were moved; 0 when the bank was in that space already
 * @throws BankIsMovingError when another process moves the bank there; BankError when the bank cannot be read or
 * written, or the move was cancelled; the embedder's own errors
 */
export async function moveBank(
  bankFolder: string,
  embedding: EmbeddingModel,
  { onProgress, signal, batch = BATCH }: MoveOptions,
): Promise<{ questions: number }> {
  if (!(await bankExists(bankFolder))) throw new BankError(`There is no question bank in ${bankFolder}.`);
  const progress = moveProgress(onProgress);
  for (;;) {
    try {
      const { space } = (await readState(bankFolder)).manifest;
      if (space === "" || space === embedding.space) {
        // Left by a move that was killed right after its end.
        await forgetKeptVectors(bankFolder, embedding.space).catch(() => undefined);
        return { questions: 0 };
      }
      const questions = await asOnlyMover(bankFolder, embedding.space, signal, (alone) =>
        // Others add to the vectors only while they open the bank.
        withKept(bankFolder, embedding.space, { wait: "always", signal: alone }, (kept, writing) =>
          moveAlone({ bankFolder, embedding, batch, progress, kept }, writing),
        ),
      );
      if (questions !== null) return { questions };
      throw new BankIsMovingError(
        `Another process is embedding the question bank in ${bankFolder} in ${embedding.space}. Let it end, or stop it there.`,
      );
    } catch (error) {
      if (signal.aborted) throw cancelled(progress.last, error);
      // The lock was lost, for example because the computer slept. Finished vectors are kept, and the process that
      // works now has them.
      if (!(error instanceof KeptLockLost)) throw storageFailure(error, bankFolder);
    }
  }
}

function cancelled({ done, questions }: { done: number; questions: number }, cause: unknown): BankError {
  const shown = (count: number): string => count.toLocaleString("en");
  const reached = questions === 0 ? "" : `: ${shown(done)} of ${shown(questions)} questions are done`;
  return new BankError(
    `Embedding was cancelled${reached}. The next time it continues from there; until then the question bank is as it was.`,
    { cause },
  );
}
