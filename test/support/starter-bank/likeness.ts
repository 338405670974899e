import { builtInEmbedder } from "../../../src/embedding/built-in/index.ts";
import { dot } from "../../../src/core/embedding.ts";

/** A text with a name for reports. */
export interface NamedText {
  readonly id: string;
  readonly text: string;
}

/** Two similar texts, and their similarity. */
export interface Likeness {
  readonly id: string;
  readonly other: string;
  /** Cosine of the built-in embedder, or a share of n-grams. */
  readonly degree: number;
}

/** Returns the built-in embedder's vectors of texts, of unit length. */
export async function vectorsOf(texts: readonly NamedText[]): Promise<Float32Array[]> {
  const embeddings = await builtInEmbedder().embed(
    texts.map(({ text }) => text),
    "document",
  );
  return embeddings.map(({ vector }) => vector);
}

/** Returns, for every text, the most similar one of the others; the most similar pair comes first. */
export async function mostSimilar(texts: readonly NamedText[], others: readonly NamedText[]): Promise<Likeness[]> {
  const vectors = await vectorsOf(texts);
  const otherVectors = texts === others ? vectors : await vectorsOf(others);
  const nearest = texts.flatMap(({ id }, row): Likeness[] => {
    const vector = vectors[row] ?? new Float32Array();
    let best: Likeness | undefined;
    others.forEach((other, column) => {
      if (texts === others && column === row) return;
      const degree = dot(vector, otherVectors[column] ?? new Float32Array(), 0);
      if (best === undefined || degree > best.degree) best = { id, other: other.id, degree };
    });
    return best === undefined ? [] : [best];
  });
  return nearest.sort((a, b) => b.degree - a.degree);
}

/**
 * Returns the share of each text's word n-grams that occurs in any of the others, largest first; texts without a common
 * n-gram are left out.
 */
export function sharedWordGrams(texts: readonly NamedText[], others: readonly NamedText[], length: number): Likeness[] {
  const grams = texts.map(({ text }) => new Set(wordGrams(text, length)));
  const wanted = new Set(grams.flatMap((own) => [...own]));
  const found = new Map<string, string>();
  for (const { id, text } of others) for (const gram of wordGrams(text, length)) if (wanted.has(gram)) found.set(gram, id);
  return texts
    .flatMap(({ id }, row): Likeness[] => {
      const own = grams[row] ?? new Set();
      const shared = [...own].filter((gram) => found.has(gram));
      return shared.length === 0 ? [] : [{ id, other: found.get(shared[0] ?? "") ?? "", degree: shared.length / own.size }];
    })
    .sort((a, b) => b.degree - a.degree);
}

function wordGrams(text: string, length: number): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.slice(length - 1).map((_, start) => words.slice(start, start + length).join(" "));
}
