import type { Embedding } from "../../../core/embedding.ts";
import type { EmbeddingModel, EmbeddingPurpose } from "../../../core/ports.ts";
import { Latest } from "../../../evaluation/pacing/index.ts";

/** Number of embeddings in memory: variants of one question compare mostly the same texts. */
const KEPT = 20_000;

/** Returns an embedder that embeds each text once, however often it is needed. */
export function rememberingEmbedder(embedding: EmbeddingModel): EmbeddingModel {
  const known = new Latest<string, Promise<Embedding>>(KEPT);

  function embedOnce(text: string, purpose: EmbeddingPurpose): Promise<Embedding> {
    const key = `${purpose} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    // The first caller's signal is not passed on, because others wait for the same embedding.
    const made = embedding.embed([text], purpose).then(([one]) => {
      if (one !== undefined) return one;
      throw new RangeError(`${embedding.space} returned no embedding.`);
    });
    known.set(key, made);
    return made;
  }

  return {
    space: embedding.space,
    embed: (texts, purpose) => Promise.all(texts.map((text) => embedOnce(text, purpose))),
  };
}
