import type { Parameters } from "../parameters.ts";
import { randomStream } from "../random.ts";
import { drawExperts, EXPERTS, expertWeights } from "../skills/index.ts";
import { allAtOnce } from "./one-draw.ts";
import type { Asked, System } from "./system.ts";

/**
 * Symbolic-MoE as its authors define it: a model names the keywords of the question, three experts are drawn by the
 * models' outcomes on these keywords in the bank, and their answers are merged once. The run's own aggregator merges,
 * as in the paper's comparison (A.3).
 */
export const symbolicMoe: System<"sole"> = {
  conclusion: "sole",
  needsBank: true,
  needsKeywords: true,
  choose(asked) {
    const { bank, pool, seed, keywords } = asked;
    // A replay has the pool in another order, but the same random numbers must draw the same models.
    const names = pool.map(({ name }) => name).sort();
    const weights = keywords === null ? null : expertWeights(bank, names, keywords);
    const chances = weights ?? names.map(() => 1);
    const parameters: Parameters = { ...asked.parameters, referencers: EXPERTS, dropCount: 0 };
    return {
      referencers: drawExperts(names, chances, randomStream(seed, "experts")),
      parameters,
      warnings: weights === null && names.length > 1 ? [byChance(asked)] : [],
    };
  },
  draw: allAtOnce,
};

function byChance({ keywords }: Asked): string {
  if (keywords === null)
    return "Which models answer is decided when a model has named the question's keywords; shown are models drawn by chance.";
  return keywords.length === 0
    ? "The models that answer are drawn by chance, since no keywords of the question are known."
    : "The models that answer are drawn by chance, since none has been evaluated on bank questions with these keywords.";
}
