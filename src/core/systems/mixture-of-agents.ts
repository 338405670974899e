import { layersOf, unread } from "./layers.ts";
import { times } from "./own-answers.ts";
import type { Draw } from "../enhancement/index.ts";
import type { System } from "./system.ts";

/**
 * MoA: every model answers. In each further layer, every model answers with all answers of the layer before. The last
 * layer is merged once.
 */
export const mixtureOfAgents: System<"sole"> = {
  conclusion: "sole",
  needsBank: false,
  choose({ selection, parameters }) {
    const all = selection.prior.map(({ model }) => model);
    const referencers = times("", parameters.layers).flatMap(() => all);
    return { referencers, parameters, warnings: [] };
  },
  reads: (referencers, { layers }) => layersOf(referencers, layers),
  draw: (prior, { layers }) => (prior.length === 0 ? [] : [unread(layersOf(prior.length, layers), prior.length)]),
  drawAgain(present, prior, { layers }) {
    const size = prior.length / layers;
    const last = Math.max(...present.map((index) => Math.floor(index / size)));
    const draw: Draw = present.filter((index) => Math.floor(index / size) === last);
    return [draw];
  },
};
