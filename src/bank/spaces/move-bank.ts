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

/** How a bank is moved. */
export interface MoveOptions {
  /** Told often: whoever shows it chooses when. `rows` are questions of the bank. */
  readonly onProgress: (progress: ImportProgress) => void;
  readonly signal: AbortSignal;
  /** Questions embedded at a time: so much is lost when the process is killed. */
  readonly batch?: number;
}

/** Another process is moving the bank there already; it was left alone. */
export class BankIsMovingError extends BankError {}

/**
 * Moves a bank to the embedder's space. Until it is there everybody goes on with it in the old one, adds to it and changes
 * it; only the last step, which embeds no more than a few questions, holds the bank's lock. The new vectors are kept as
 * they are made, so that a move that was cancelled or killed goes on where it stopped when it is asked again. Vectors of the
 * old space are kept, too, unless they are the built-in embedder's: moving back embeds nothing.
 *
 * @returns how many questions were moved; 0 where the bank was in that space already
 * @throws BankIsMovingError when another process does it; BankError when the bank cannot be read or written, or it was
 * cancelled; what the embedder throws
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
        // A move that was killed right after its end left them.
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
      // As after the computer's sleep: what is done is kept, and whoever is at work now has it.
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
