import { BankError } from "../../core/errors.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import { plainLine } from "../../core/plain-line.ts";
import { toUnit } from "../store/index.ts";

/** Questions per embedding request, unless the caller says otherwise. */
export const BATCH = 64;

/** Characters of a text that a message shows. */
const LONGEST_TEXT = 60;

/**
 * Returns the vectors of questions as a bank stores them, in order.
 *
 * @throws BankError when the embedder gives too few vectors, or vectors that cannot be stored or are of another space;
 * the embedder's own errors; the signal's reason
 */
export async function embedTexts(
  texts: readonly string[],
  embedding: EmbeddingModel,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const made = await embedding.embed(texts, "document", signal);
  signal?.throwIfAborted();
  return texts.map((text, index) => {
    const one = made[index];
    if (one === undefined) throw new BankError(`The embedder of ${embedding.space} returned fewer vectors than texts.`);
    if (one.space !== embedding.space) {
      throw new BankError(`The embedder of ${embedding.space} returned a vector of ${one.space}; nothing was stored.`);
    }
    return toUnit(`"${plainLine(text, LONGEST_TEXT)}"`, one.vector);
  });
}
