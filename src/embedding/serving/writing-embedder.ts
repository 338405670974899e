import type { EmbeddingModel } from "../../core/ports.ts";
import { bankSpaces, type ImportProgress, moveBank } from "../../bank/spaces/index.ts";
import { bankExists } from "../../bank/store/index.ts";
import { builtInEmbedder } from "../built-in/index.ts";
import { embedderOfSpace } from "./embedder-of-space.ts";
import { type EmbedderSources, wantedEmbedder } from "./wanted-embedder.ts";

/** Maximum number of tries, each with the embedder of the space that the bank has by then. */
const TRIES = 3;

/** A bank that is to be written into. */
interface WritingOrder {
  readonly sources: EmbedderSources;
  readonly bankFolder: string;
  /** Told how far the move of an older version's bank is. */
  readonly onProgress: (progress: ImportProgress) => void;
}

/**
 * Writes into a bank with the embedder for that; again where the bank was moved to another space meanwhile.
 *
 * @param write fails where the bank is in another space than that of its embedder
 * @throws what `write` throws, and `writingEmbedder`
 */
export async function writeInSpace<Result>(
  order: WritingOrder,
  write: (embedding: EmbeddingModel) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  let embedding = await writingEmbedder(order, signal);
  for (let tries = 1; ; tries++) {
    try {
      return await write(embedding);
    } catch (error) {
      if (signal.aborted || tries === TRIES) throw error;
      const now = await writingEmbedder(order, signal);
      if (now.space === embedding.space) throw error;
      embedding = now;
    }
  }
}

/**
 * Returns the embedder that a bank is written with: that of the bank's own space. A bank of an older version's built-in
 * embedder is moved to the present one first, which takes seconds and costs nothing. A bank of an unknown space stays as
 * it is: the wanted embedder is returned, and whoever needs vectors of that space is told what to do.
 *
 * @throws BankError when the bank cannot be read or moved
 */
export async function writingEmbedder(
  { sources, bankFolder, onProgress }: WritingOrder,
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
