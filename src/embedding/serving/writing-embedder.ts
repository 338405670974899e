import type { EmbeddingModel } from "../../core/ports.ts";
import { bankSpaces, type ImportProgress, moveBank } from "../../bank/spaces/index.ts";
import { bankExists } from "../../bank/store/index.ts";
import { builtInEmbedder } from "../built-in/index.ts";
import { embedderOfSpace } from "./embedder-of-space.ts";
import { type EmbedderSources, wantedEmbedder } from "./wanted-embedder.ts";

/** Maximum number of attempts, each with the embedder of the bank's current space. */
const TRIES = 3;

/** A bank to write into. */
interface WritingOrder {
  readonly sources: EmbedderSources;
  readonly bankFolder: string;
  /** Called with the progress of moving an older version's bank. */
  readonly onProgress: (progress: ImportProgress) => void;
}

/**
 * Writes into a bank with the embedder of its space; repeats that when the bank was moved to another space meanwhile.
 *
 * @param write fails when the bank is in another space than its embedder
 * @throws the errors of `write` and `writingEmbedder`
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
 * embedder is moved to the current one first, which takes seconds and costs nothing. A bank of an unknown space stays
 * as it is: the wanted embedder is returned, and callers that need vectors of that space get an error that says what to
 * do.
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
  if (!stored.startsWith("built-in/") || sources.isShared === true) return wanted.embedding;
  const builtIn = builtInEmbedder();
  await moveBank(bankFolder, builtIn, { onProgress, signal });
  return builtIn;
}
