import type { EmbeddingModel } from "../core/ports.ts";
import { bankSpaces } from "../bank/bank-spaces.ts";
import type { ImportProgress } from "../bank/import-progress.ts";
import { moveBank } from "../bank/move-bank.ts";
import { bankExists } from "../bank/store/bank-store.ts";
import { builtInEmbedder } from "./built-in/built-in-embedder.ts";
import { embedderOfSpace } from "./embedder-of-space.ts";
import { type EmbedderSources, wantedEmbedder } from "./wanted-embedder.ts";

/** How often work is begun again because the bank was moved to another space meanwhile. */
const TRIES = 3;

/**
 * Writes into a bank with the embedder for that; again where the bank was moved to another space meanwhile.
 *
 * @param write fails where the bank is in another space than that of its embedder
 * @throws what `write` throws, and `writingEmbedder`
 */
export async function writeInSpace<Result>(
  sources: EmbedderSources,
  bankFolder: string,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
  write: (embedding: EmbeddingModel) => Promise<Result>,
): Promise<Result> {
  let embedding = await writingEmbedder(sources, bankFolder, onProgress, signal);
  for (let tries = 1; ; tries++) {
    try {
      return await write(embedding);
    } catch (error) {
      if (signal.aborted || tries === TRIES) throw error;
      const now = await writingEmbedder(sources, bankFolder, onProgress, signal);
      if (now.space === embedding.space) throw error;
      embedding = now;
    }
  }
}

/**
 * The embedder for whoever writes into a bank: that of the bank's own space. A bank that an older version's built-in
 * embedder made is moved to the present one first: that takes seconds and costs nothing, whatever is wanted. One of
 * somebody else's space stays what it is: the wanted embedder is given, and whoever would need vectors of it is told what
 * to do.
 *
 * @throws BankError when the bank cannot be read or moved
 */
export async function writingEmbedder(
  sources: EmbedderSources,
  bankFolder: string,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<EmbeddingModel> {
  if (!(await bankExists(bankFolder))) return builtInEmbedder();
  const wanted = await wantedEmbedder(sources);
  const { stored } = await bankSpaces(bankFolder, wanted.embedding.space);
  if (stored === "" || stored === wanted.embedding.space) return wanted.embedding;
  const own = await embedderOfSpace(stored, sources);
  if (own !== null) return own;
  if (!stored.startsWith("built-in/")) return wanted.embedding;
  const builtIn = builtInEmbedder();
  await moveBank(bankFolder, builtIn, { onProgress, signal });
  return builtIn;
}
