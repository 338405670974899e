import { codeShapes } from "./code-shapes.ts";
import { lexicon } from "./lexicon/lexicon.ts";
import type { Concept } from "./lexicon/parse-lexicon.ts";
import { termsIn } from "./lexicon/terms.ts";
import type { Token } from "./tokens.ts";

/** Evidence for a concept is a whole number of this part of a clear term: such sums are exact in any order. */
export const CLEAR_TERM = 2 ** 20;

/**
 * How much speaks for each concept of the lexicon: the different terms that stand for it and the shapes of code. To say
 * a term again adds nothing, and the more senses it has the less it says about each.
 *
 * @param text as it was written, since shapes depend on case and punctuation
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
