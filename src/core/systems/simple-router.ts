import { bestOnClosestSource } from "./best-model.ts";
import { nothing } from "./one-draw.ts";
import type { System } from "./system.ts";

/** Simple router: the best model on the closest data set answers, once. */
export const simpleRouter: System<"vote"> = {
  conclusion: "vote",
  needsBank: true,
  choose(asked) {
    const { model, warnings } = bestOnClosestSource(asked);
    return { referencers: model === null ? [] : [model], parameters: asked.parameters, warnings };
  },
  draw: nothing,
};
