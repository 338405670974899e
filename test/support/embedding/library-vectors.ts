import { env, pipeline } from "@xenova/transformers";
import { normalise } from "../../../src/core/embedding.ts";

/** A text, and its pieces if it is longer than the model's window. */
export interface PooledText {
  readonly text: string;
  /** The text in pieces that fit into the model's window, with their tokens, including the model's own two. */
  readonly pieces: readonly { readonly text: string; readonly tokens: number }[];
}

/**
 * Returns the library's own vectors of texts, computed in this thread: mean pooling, pieces weighted by their tokens,
 * normalised.
 */
export async function libraryVectors(
  folder: string,
  dtype: "q8" | "fp32",
  texts: readonly PooledText[],
): Promise<Float32Array[]> {
  env.allowRemoteModels = false;
  env.useFSCache = false;
  const extract = await pipeline("feature-extraction", folder, { dtype, local_files_only: true });
  const vectors: Float32Array[] = [];
  for (const { text, pieces } of texts) {
    if (pieces.length === 1) {
      const { data } = await extract(text, { pooling: "mean", normalize: true });
      vectors.push(Float32Array.from(data as Float32Array));
      continue;
    }
    const sums: number[] = [];
    for (const piece of pieces) {
      const { data } = await extract(piece.text, { pooling: "mean" });
      (data as Float32Array).forEach((value, i) => {
        sums[i] = (sums[i] ?? 0) + piece.tokens * value;
      });
    }
    vectors.push(normalise(sums));
  }
  await extract.dispose();
  return vectors;
}

const whole = (text: string): PooledText => ({ text, pieces: [{ text, tokens: 0 }] });

/** Returns a text of this many words of one token each, cut where the window ends. */
function long(words: number, window: number): PooledText {
  const all = Array.from({ length: words }, (_, i) => ["code", "function", "class", "sort", "list"][(i * i) % 5]);
  const pieces = [];
  for (let start = 0; start < words; start += window - 2) {
    const part = all.slice(start, start + window - 2);
    pieces.push({ text: part.join(" "), tokens: part.length + 2 });
  }
  return { text: all.join(" "), pieces };
}

/** Returns short, long, empty and odd texts for a model whose window has this many tokens. */
export function textsFor(window: number): readonly PooledText[] {
  const odd = [
    "",
    " \n\t ",
    "\u0000\ufffd",
    "\ud83d",
    "👩‍👩‍👧 naïve Ünïcödé 漢字",
    "[CLS] [MASK] [SEP]",
    "x".repeat(150),
    "_{}=>",
  ];
  return [
    whole("How do I sort a list?"),
    ...odd.map(whole),
    long(window - 2, window),
    long(window - 1, window),
    long(3 * window + 7, window),
  ];
}

/** Returns the largest difference between two values at the same place. */
export function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return Math.max(
    ...a.flatMap((vector, row) => [...vector].map((value, i) => Math.abs(value - (b[row]?.[i] ?? Number.NaN)))),
  );
}
