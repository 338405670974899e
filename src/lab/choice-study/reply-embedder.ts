import type { Embedding } from "../../core/embedding.ts";
import type { EmbeddingModel, ReplyEmbedder } from "../../core/ports.ts";
import { similarityThresholds } from "../../core/similarity-thresholds.ts";

/** Returns an embedder of replies that embeds each text once, with the measured thresholds of its space. */
export function replyEmbedder(model: EmbeddingModel, signal: AbortSignal): ReplyEmbedder {
  const known = new Map<string, Embedding>();
  return {
    embedReplies: async (texts) => {
      const missing = [...new Set(texts)].filter((text) => !known.has(text));
      const embedded = missing.length === 0 ? [] : await model.embed(missing, "document", signal);
      for (const [index, text] of missing.entries()) known.set(text, embedded[index] as Embedding);
      return texts.map((text) => known.get(text) as Embedding);
    },
    agreementThreshold: (space) => similarityThresholds(space).agreement,
  };
}
