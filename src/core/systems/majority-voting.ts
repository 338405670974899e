import { nothing } from "./one-draw.ts";
import type { System } from "./system.ts";

/** Majority voting: every model answers once; the most frequent answer wins. */
export const majorityVoting: System<"vote"> = {
  conclusion: "vote",
  needsBank: false,
  choose: ({ selection, parameters }) => {
    return { referencers: selection.prior.map(({ model }) => model), parameters, warnings: [] };
  },
  draw: nothing,
};
