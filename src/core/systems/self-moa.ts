import { bestOnClosestSource } from "./best-model.ts";
import { allAtOnce } from "./one-draw.ts";
import { times } from "./own-answers.ts";
import type { System } from "./system.ts";

/** Self-MoA: the best model on the closest data set answers n times, and all its answers are merged once. */
export const selfMoa: System<"sole"> = {
  conclusion: "sole",
  needsBank: true,
  choose(asked) {
    const { parameters } = asked;
    const { model, warnings } = bestOnClosestSource(asked);
    const referencers = model === null ? [] : times(model, parameters.aggregations);
    return { referencers, parameters, warnings };
  },
  draw: allAtOnce,
};
