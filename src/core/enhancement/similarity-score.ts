import { type Embedding, cosine } from "../embedding.ts";

/**
 * Returns S_sim (Sec. 3.4): the mean cosine of each candidate with all n candidates, itself included.
 *
 * @param embeddings one per candidate, all in one space
 * @returns n values in the same order
 * @throws EmbeddingSpaceError when spaces differ
 */
export function similarityScores(embeddings: readonly Embedding[]): number[] {
  return embeddings.map((one) => embeddings.reduce((sum, other) => sum + cosine(one, other), 0) / embeddings.length);
}
