import { stem } from "./stem.ts";
import { commonWords, stopWords } from "./stop-words.ts";
import type { Token } from "./tokens.ts";

/** The kind of a feature. A pair is two consecutive words, without stop words. */
export type FeatureKind = "word" | "pair" | "number" | "common" | "stop" | "letter" | "operator";

/**
 * How often each feature occurs in a text. Kinds are kept apart: "getter" has the stem "get" but is not a stop word.
 */
type FeatureCounts = Readonly<Record<FeatureKind, ReadonlyMap<string, number>>>;

/** Returns the counts of the features of a text's tokens. */
export function featureCounts(tokens: readonly Token[]): FeatureCounts {
  const counts: Record<FeatureKind, Map<string, number>> = {
    word: new Map(),
    pair: new Map(),
    number: new Map(),
    common: new Map(),
    stop: new Map(),
    letter: new Map(),
    operator: new Map(),
  };
  let previous: string | null = null;
  for (const token of tokens) {
    const kind = token.kind === "operator" ? "operator" : kindOfWord(token.text);
    const feature = kind === "word" ? stem(token.text) : token.text;
    count(counts[kind], feature);
    if (token.kind !== "word" || kind === "stop") continue;
    if (previous !== null) count(counts.pair, `${previous} ${feature}`);
    previous = feature;
  }
  return counts;
}

function count(counts: Map<string, number>, feature: string): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1);
}

function kindOfWord(word: string): FeatureKind {
  if (stopWords.has(word)) return "stop";
  if (commonWords.has(word)) return "common";
  if (/^[a-z]$/.test(word)) return "letter";
  return /^\p{N}/u.test(word) ? "number" : "word";
}
