import { setImmediate } from "node:timers/promises";
import { type Embedding, normalise } from "../../core/embedding.ts";
import type { EmbeddingModel } from "../../core/ports.ts";
import { featureCounts, type FeatureKind } from "./features.ts";
import { addSigned, fnvState, fnvStep, mixed } from "./hash.ts";
import { tokensOf } from "./tokens.ts";
import { addTopics, topicEvidence } from "./topic-hashing.ts";

const DIMENSION = 384;

/**
 * Name of the space of these vectors. Raise the version with every change to tokens, stems, lexicon, shapes of code,
 * weights or hashing: stored vectors of an older version must not be compared with new ones.
 */
const SPACE = `built-in/feature-hashing-${DIMENSION}/2`;

/**
 * Longest time between two turns of the event loop while many texts are embedded, in ms; one text is never interrupted.
 */
const SLICE = 10;

/** How features of one kind enter a vector. */
interface Treatment {
  readonly kind: FeatureKind;
  /** Relative to the weight of a word. */
  readonly weight: number;
  /** Whether character n-grams are added too. All n-grams of a feature together weigh as much as the feature itself. */
  readonly spelt: boolean;
  /** The hash state that features of this kind start from. */
  readonly start: number;
}

/**
 * Words that occur in any question get small weights: at full weight, questions with the same grammar would be similar.
 */
const treatments: readonly Treatment[] = [
  treat("word", 1, true),
  treat("number", 0.5, true),
  treat("common", 0.3),
  treat("pair", 0.25),
  treat("stop", 0.1),
  treat("letter", 0.1),
  treat("operator", 0.1),
];

/**
 * Returns the embedder that is always available: feature hashing, which needs no download and no second thread. It
 * compares shared words and spellings and, by a small thesaurus, topics that different words stand for. Queries and
 * documents are embedded alike. Equal texts have equal vectors on every platform, except for characters newer than the
 * Unicode tables of one of two JavaScript engines.
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
  // A text without features, or whose features cancel out, gets a fixed direction.
  if (sums.every((sum) => sum === 0)) sums[0] = 1;
  return normalise(sums);
}

function treat(kind: FeatureKind, weight: number, spelt = false): Treatment {
  return { kind, weight, spelt, start: fnvState(`${kind}:`) };
}

const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
const GRAM_START = fnvState("gram:");

/**
 * Weights are whole multiples of 1 / GRID. Sums of whole numbers are exact, so the order of addition does not matter.
 * Engines whose Math.log differs in the last bits round to the same multiple: for counts up to four million, every
 * product is further from a half than fifty times the last bit.
 */
const GRID = 2 ** 20;

/**
 * Returns the feature hashing of `text` into `dimension` positions: for each feature its weight times 1 + ln count,
 * signed, at the position of its hash, and the topics. Not normalised; all zero when there are no features or they
 * cancel out.
 */
function hashedFeatures(text: string, dimension: number): Float64Array {
  const sums = new Float64Array(dimension);
  const tokens = tokensOf(text);
  const counts = featureCounts(tokens);
  for (const { kind, weight, spelt, start } of treatments) {
    for (const [feature, count] of counts[kind]) {
      const units = Math.round(weight * Math.round((1 + Math.log(count)) * GRID));
      addSigned(sums, mixed(fnvState(feature, start)), units);
      if (spelt) addGrams(sums, `<${feature}>`, units);
    }
  }
  addTopics(sums, topicEvidence(text, tokens), GRID);
  return sums;
}

/** Adds the character n-grams of a word, whose ends are marked to tell beginnings and endings apart. */
function addGrams(sums: Float64Array, marked: string, units: number): void {
  let grams = 0;
  for (let n = SHORTEST_GRAM; n <= LONGEST_GRAM; n++) grams += Math.max(0, marked.length - n + 1);
  const each = Math.round(units / Math.sqrt(grams));
  for (let start = 0; start <= marked.length - SHORTEST_GRAM; start++) {
    const end = Math.min(start + LONGEST_GRAM, marked.length);
    let state = GRAM_START;
    for (let i = start; i < end; i++) {
      state = fnvStep(state, marked.charCodeAt(i));
      if (i - start >= SHORTEST_GRAM - 1) addSigned(sums, mixed(state), each);
    }
  }
}
