import { drawSubsets, keepProbabilities } from "../enhancement/index.ts";
import { fitToPool, type Parameters } from "../parameters.ts";
import { randomStream } from "../random.ts";
import { ownAnswersOfOne } from "./own-answers.ts";
import type { System } from "./system.ts";

/** The paper's own system: the K models with the highest prior (or those of the objective) answer, n draws are merged, Eq. 7 decides. */
export const smcs: System<"posterior"> = {
  conclusion: "posterior",
  needsBank: false,
  usesObjective: true,
  choose({ selection, pool, parameters: wanted }) {
    const { parameters, warnings } = fitToPool(wanted, pool.length);
    const { chosen = selection.prior.slice(0, parameters.referencers) } = selection;
    const best = chosen.map(({ model }) => model);
    return {
      referencers: ownAnswersOfOne(best, parameters.referencers),
      parameters: best.length < 2 ? parameters : fitToPool(parameters, best.length).parameters,
      warnings: [...warnings, ...selection.warnings],
    };
  },
  draw: (prior, parameters, seed) => explore(prior, parameters, seed, "prior-dropping"),
  drawAgain(present, prior, parameters, seed) {
    const priorOfPresent = present.map((index) => prior[index] ?? 0);
    const draws = explore(priorOfPresent, parameters, seed, "prior-dropping/again");
    return draws.map((subset) => subset.map((position) => present[position] ?? 0));
  },
};

/**
 * Returns the n draws of prior dropping: exploration (Sec. 3.4).
 *
 * @param prior of the models to draw from, highest first
 * @param stage name of the random stream
 * @returns draws as ascending indices into `prior`; none without models
 */
function explore(prior: readonly number[], parameters: Parameters, seed: number, stage: string): number[][] {
  if (prior.length === 0) return [];
  const size = Math.min(prior.length, parameters.referencers - parameters.dropCount);
  const keep = keepProbabilities(prior, parameters.dropDistribution);
  return drawSubsets(keep, size, parameters.aggregations, randomStream(seed, stage));
}
