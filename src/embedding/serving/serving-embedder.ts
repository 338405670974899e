import type { EmbeddingModel } from "../../core/ports.ts";
import { bankSpaces } from "../../bank/spaces/index.ts";
import { builtInEmbedder } from "../built-in/index.ts";
import { embedderOfSpace } from "./embedder-of-space.ts";
import { type EmbedderSources, type WantedEmbedder, wantedEmbedder } from "./wanted-embedder.ts";

/** Which embedder a bank's questions are looked up with now. */
export interface ServingEmbedder {
  readonly wanted: WantedEmbedder;
  /** The wanted one where the bank is in its space; else the one of the bank's space; else the built-in one. */
  readonly embedding: EmbeddingModel;
  /** The space that the bank is stored in; empty for an empty bank. */
  readonly stored: string;
  /** Whether the bank should be embedded anew, so that the wanted one can serve. */
  readonly shouldMove: boolean;
  /** Questions that lack a vector of the wanted space. */
  readonly missing: number;
}

/** Chooses the embedder for a bank that exists. What is wanted never keeps what can be had from serving. */
export async function servingEmbedder(sources: EmbedderSources, bankFolder: string): Promise<ServingEmbedder> {
  const wanted = await wantedEmbedder(sources);
  const { stored, ready, missing } = await bankSpaces(bankFolder, wanted.embedding.space);
  const isThere = stored === "" || stored === wanted.embedding.space;
  // What stands in for a model that is missing does not take its bank away from it.
  const shouldMove = !isThere && (wanted.lacking === null || stored.startsWith("built-in/"));
  if (isThere || ready) return { wanted, embedding: wanted.embedding, stored, shouldMove, missing };
  const embedding = (await embedderOfSpace(stored, sources)) ?? builtInEmbedder();
  return { wanted, embedding, stored, shouldMove, missing };
}
