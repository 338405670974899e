import { BankError } from "../../core/errors.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import type { BankEntry } from "../../core/question-bank/packed-bank.ts";
import { type ImportProgress, phaseProgress } from "./import-progress.ts";
import { bankEntries, readState, rewriteBank } from "./store/bank-store.ts";

/** Questions embedded at a time. */
const BATCH = 64;

/**
 * Embeds every question of a bank anew, which moves the bank to the embedder's space; where it is there already, nothing is
 * done. The old bank stays until the new one is complete, also when it is cancelled.
 *
 * @returns how many questions were embedded
 * @throws BankError when the bank cannot be read or written, or it was cancelled
 */
export async function embedBank(
  bankFolder: string,
  embedding: EmbeddingModel,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<number> {
  if ((await readState(bankFolder)).manifest.space === embedding.space) return 0;
  const tell = phaseProgress("embedding", onProgress);
  try {
    const { entries } = await rewriteBank(bankFolder, (old) => {
      if (old === null) throw new BankError(`There is no question bank in ${bankFolder}.`);
      const expected = old.manifest.entries;
      const onBatch = (done: number): void => {
        tell(done, done / Math.max(done, expected));
      };
      return { space: embedding.space, entries: embedded(bankEntries(old), embedding, onBatch, signal) };
    });
    return entries;
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new BankError("Embedding was cancelled, and the question bank is as it was.", { cause: error });
  }
}

async function* embedded(
  entries: AsyncIterable<BankEntry>,
  embedding: EmbeddingModel,
  onBatch: (done: number) => void,
  signal: AbortSignal,
): AsyncGenerator<BankEntry> {
  let done = 0;
  for await (const questions of batches(entries)) {
    const texts = questions.map(({ question }) => question);
    const made = await embedding.embed(texts, "document", signal);
    signal.throwIfAborted();
    for (const [index, question] of questions.entries()) {
      yield { question, vector: made[index]?.vector ?? [] };
    }
    onBatch((done += questions.length));
  }
}

async function* batches(entries: AsyncIterable<BankEntry>): AsyncGenerator<BankEntry["question"][]> {
  let batch: BankEntry["question"][] = [];
  for await (const { question } of entries) {
    batch.push(question);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
