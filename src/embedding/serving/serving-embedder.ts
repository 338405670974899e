import type { EmbeddingModel } from "../../core/ports.ts";
import { bankSpaces } from "../../bank/spaces/index.ts";
import { builtInEmbedder } from "../built-in/index.ts";
import { embedderOfSpace } from "./embedder-of-space.ts";
import { type EmbedderSources, type WantedEmbedder, wantedEmbedder } from "./wanted-embedder.ts";

/** The embedder that a bank's questions are looked up with at present. */
export interface ServingEmbedder {
  readonly wanted: WantedEmbedder;
  /** The wanted one if the bank can be opened in its space; else the one of the bank's space; else the built-in one. */
  readonly embedding: EmbeddingModel;
  /** The space that the bank is stored in; empty for an empty bank. */
  readonly stored: string;
  /** Whether the bank should be embedded again, so that the wanted embedder can serve it. */
  readonly shouldMove: boolean;
  /** Questions without a vector of the wanted space. */
  readonly missing: number;
}

/** Why a team's bank is not embedded anew. */
export const sharedKeepsItsSpace =
  "A team bank keeps the embedder that it was filled with, since its vectors are everybody's. A machine without this embedder searches with the built-in one.";

/**
 * Chooses the embedder for an existing bank. An unavailable wanted embedder never prevents an available one from
 * serving.
 */
export async function servingEmbedder(sources: EmbedderSources, bankFolder: string): Promise<ServingEmbedder> {
  const wanted = await wantedEmbedder(sources);
  const { stored, ready, missing } = await bankSpaces(bankFolder, wanted.embedding.space);
  const isThere = stored === "" || stored === wanted.embedding.space;
  // A substitute for a missing model does not move the bank out of that model's space.
  const shouldMove =
    !isThere && sources.isShared !== true && (wanted.lacking === null || stored.startsWith("built-in/"));
  if (isThere || ready) return { wanted, embedding: wanted.embedding, stored, shouldMove, missing };
  const embedding = (await embedderOfSpace(stored, sources)) ?? builtInEmbedder();
  return { wanted, embedding, stored, shouldMove, missing };
}
