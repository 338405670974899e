import { fitToPool } from "../parameters.ts";
import { rankBySkills } from "../skills/index.ts";
import { allAtOnce } from "./one-draw.ts";
import { ownAnswersOfOne } from "./own-answers.ts";
import type { System } from "./system.ts";

/**
 * Symbolic-MoE by retrieval, a variant of our own: the K models that best suit the skills of similar questions answer,
 * and all their answers are merged once.
 */
export const symbolicMoeRetrieval: System<"sole"> = {
  conclusion: "sole",
  needsBank: true,
  choose({ selection, bank, pool, parameters: wanted }) {
    const { parameters, warnings } = fitToPool({ ...wanted, dropCount: 0 }, pool.length);
    const names = pool.map(({ name }) => name);
    const ranked = rankBySkills(bank, names, selection.support).map(({ model }) => model);
    return {
      referencers: ownAnswersOfOne(ranked.slice(0, parameters.referencers), parameters.referencers),
      parameters,
      warnings: [...warnings, ...selection.warnings],
    };
  },
  draw: allAtOnce,
};
