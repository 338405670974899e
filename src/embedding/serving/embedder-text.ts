import type { ServingEmbedder } from "./serving-embedder.ts";

/** The current embedder, described for users. */
export interface EmbedderText {
  readonly name: string;
  /** Why another embedder than the wanted one is used; null otherwise. */
  readonly why: string | null;
}

/** Returns which embedder is in use, and why. */
export function embedderText({ wanted, embedding, stored, missing }: ServingEmbedder): EmbedderText {
  const serves = embedding.space === wanted.embedding.space;
  const name = serves ? wanted.name : embedding.space.startsWith("built-in/") ? "Built-in embedder" : embedding.space;
  if (wanted.lacking !== null) return { name, why: wanted.lacking };
  if (serves) return { name, why: null };
  return {
    name,
    why: `${wanted.name} is used once the bank, now in ${stored}, is embedded with it. Still to do: ${missing.toLocaleString("en")}.`,
  };
}
