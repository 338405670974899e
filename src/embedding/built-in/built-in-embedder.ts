import { setImmediate } from "node:timers/promises";
import { type Embedding, normalise } from "../../core/embedding.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import { hashedFeatures } from "./feature-hashing.ts";

const DIMENSION = 384;

/**
 * Names the space these vectors live in. Raise the version with every change to tokens, stems, lexicon, shapes of code,
 * weights or hashing: stored vectors of an older version must not be compared with new ones.
 */
const SPACE = `built-in/feature-hashing-${DIMENSION}/2`;

/** How long the event loop may wait while many texts are embedded, in ms; one text is never interrupted. */
const SLICE = 10;

/**
 * The embedder that is always there: feature hashing, which needs no download and no second thread. It sees shared words
 * and spellings and, by a small thesaurus, topics that different words stand for. Queries and documents are embedded
 * alike. Equal texts have equal vectors on every platform, except for characters newer than the Unicode tables of one of
 * two JavaScript engines.
 */
export function builtInEmbedder(): EmbeddingModel {
  return {
    space: SPACE,
    async embed(texts, _purpose, signal) {
      const embeddings: Embedding[] = [];
      let sliceStart = performance.now();
      for (const text of texts) {
        if (performance.now() - sliceStart > SLICE) {
          await setImmediate();
          sliceStart = performance.now();
        }
        signal?.throwIfAborted();
        embeddings.push({ space: SPACE, vector: vectorOf(text) });
      }
      return embeddings;
    },
  };
}

function vectorOf(text: string): Float32Array {
  const sums = hashedFeatures(text, DIMENSION);
  // A text without features, or whose features cancel out, gets a direction of its own.
  if (sums.every((sum) => sum === 0)) sums[0] = 1;
  return normalise(sums);
}
