import type { Embedding } from "../../../core/embedding.ts";
import type { EmbeddingModel, EmbeddingPurpose } from "../../../core/ports.ts";
import { Latest } from "../../../evaluation/pacing/index.ts";

/** Embeddings that stay in memory: variants of one question compare much the same texts. */
const KEPT = 20_000;

/** Returns an embedder that embeds each text once, however many ask for it. */
export function rememberingEmbedder(embedding: EmbeddingModel): EmbeddingModel {
  const known = new Latest<string, Promise<Embedding>>(KEPT);

  function embedOnce(text: string, purpose: EmbeddingPurpose): Promise<Embedding> {
    const key = `${purpose} ${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    // Without the first caller's signal, since others wait for the same embedding.
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
