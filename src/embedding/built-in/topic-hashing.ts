import { addSigned, fnvState, fnvStep, mixed } from "./hash.ts";
import type { Concept } from "./lexicon/parse-lexicon.ts";
import { codeShapes } from "./code-shapes.ts";
import { lexicon } from "./lexicon/lexicon.ts";
import { termsIn } from "./lexicon/terms.ts";
import type { Token } from "./tokens.ts";

/** Evidence is counted in whole multiples of 1 / CLEAR_TERM of a clear term: such sums are exact in any order. */
export const CLEAR_TERM = 2 ** 20;

/**
 * Returns the evidence for each concept of the lexicon: the distinct terms that stand for it and the shapes of code. A
 * repeated term adds nothing, and a term with several senses says less about each.
 *
 * @param text as it was written, because shapes depend on case and punctuation
 * @param tokens of the same text
 */
export function topicEvidence(text: string, tokens: readonly Token[]): ReadonlyMap<Concept, number> {
  const evidence = new Map<Concept, number>();
  const add = (concept: Concept, weight: number): void => {
    evidence.set(concept, (evidence.get(concept) ?? 0) + Math.round(weight * CLEAR_TERM));
  };
  const known = lexicon();
  for (const senses of termsIn(tokens, known).values()) {
    for (const { concept, weight } of senses) add(concept, weight / Math.sqrt(senses.length));
  }
  for (const { concept: name, pattern } of codeShapes) {
    const concept = known.concepts.get(name);
    if (concept !== undefined && pattern.test(text)) add(concept, 1);
  }
  return evidence;
}

/** Norm of all topics relative to the norm of the words, for a short text with ample evidence. */
const TOPICS = 1.5;
/**
 * Norm of a text's concepts relative to the norm of their fields. Fields say more about which texts belong together.
 */
const CONCEPTS = 0.5;
/**
 * Up to this norm of the words, in multiples of a word's weight, the topics grow with the words; some twenty words
 * reach it. Longer texts say more by their words than by their topics, and replies to one question differ in little
 * else.
 */
const SHORT = 6;
/** Positions of a topic: few enough to keep topics apart, and enough that no two topics share all of theirs. */
const POSITIONS = 8;

/**
 * Adds a text's topics to the sums of its hashed words; sums that are all zero stay so.
 *
 * @param evidence in multiples of 1 / CLEAR_TERM
 * @param wordWeight what a word of weight 1 adds to the sums
 */
export function addTopics(sums: Float64Array, evidence: ReadonlyMap<Concept, number>, wordWeight: number): void {
  const concepts = new Map<string, number>();
  const fields = new Map<string, number>();
  for (const [{ name, field }, amount] of evidence) {
    concepts.set(name, amount);
    fields.set(field, (fields.get(field) ?? 0) + amount);
  }
  const words = norm(sums);
  const total = Array.from(fields.values()).reduce((sum, amount) => sum + amount, 0);
  // One clear term gives half the weight.
  const certainty = total / (total + CLEAR_TERM);
  const inStep = Math.min(1, (SHORT * wordWeight) / words);
  const topics = TOPICS * certainty * words * inStep * inStep;
  const fieldsNorm = topics / Math.sqrt(1 + CONCEPTS * CONCEPTS);
  addScaled(sums, "field", fields, fieldsNorm);
  addScaled(sums, "concept", concepts, CONCEPTS * fieldsNorm);
}

/** Adds amounts so that together they have the norm `wanted`; adds nothing when there are none. */
function addScaled(sums: Float64Array, kind: string, amounts: ReadonlyMap<string, number>, wanted: number): void {
  const scale = wanted / (norm(amounts.values()) * Math.sqrt(POSITIONS));
  for (const [name, amount] of amounts) {
    const start = fnvState(`${kind}:${name}`);
    const units = Math.round(scale * amount);
    for (let i = 0; i < POSITIONS; i++) addSigned(sums, mixed(fnvStep(start, i)), units);
  }
}

function norm(values: Iterable<number>): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
