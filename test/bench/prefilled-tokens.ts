import { drawSubsets, groupDraws, keepProbabilities } from "../../src/core/enhancement/index.ts";
import { aggregationPrompt } from "../../src/core/messages/index.ts";
import { randomStream } from "../../src/core/random.ts";

const REFERENCERS = 7;
const KEPT = 6;
const AGGREGATIONS = 8;
const TOKENS = 800;
/** Number of tokens of a block; servers with prefix caching keep whole blocks. */
const BLOCK = 16;

/**
 * Returns the number of prompt tokens that a server with prefix caching computes for all aggregations of a question, as
 * a share of those without it, over many questions with random priors. A word counts as a token.
 */
export function prefilledShare(questions: number): number {
  let [prefilled, naive] = [0, 0];
  for (let question = 0; question < questions; question += 1) {
    const random = randomStream(question, "priors");
    const priors = Array.from({ length: REFERENCERS }, random).sort((a, b) => b - a);
    const draws = drawSubsets(keepProbabilities(priors, "paper"), KEPT, AGGREGATIONS, random);
    const cache = new PrefixCache();
    for (const { subset, draws: equal } of groupDraws(draws)) {
      const prompt = promptOf(subset);
      naive += prompt.length * equal.length;
      // The choices of one request share its prompt.
      prefilled += cache.prefill(prompt);
    }
  }
  return prefilled / naive;
}

function promptOf(subset: readonly number[]): string[] {
  const references = subset.map((index) => Array.from({ length: TOKENS }, (_, i) => `${index}:${i}`).join(" "));
  const messages = aggregationPrompt({ text: "How?", context: [], conversation: [] }, references);
  return messages.flatMap(({ content }) => content.split(/\s+/));
}

/** A prefix cache. A block is identified by all text before it. */
class PrefixCache {
  private readonly blocks = new Map<string, number>();

  /** Returns the number of unknown tokens, which are known afterwards. */
  prefill(prompt: readonly string[]): number {
    let [parent, known] = [0, 0];
    for (let start = 0; start + BLOCK <= prompt.length; start += BLOCK) {
      const key = `${parent} ${prompt.slice(start, start + BLOCK).join(" ")}`;
      const block = this.blocks.get(key);
      if (block !== undefined && known === start) known = start + BLOCK;
      parent = block ?? this.blocks.size + 1;
      if (block === undefined) this.blocks.set(key, parent);
    }
    return prompt.length - known;
  }
}
