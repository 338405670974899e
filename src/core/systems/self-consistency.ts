import { nothing } from "./one-draw.ts";
import { selfMoa } from "./self-moa.ts";
import type { System } from "./system.ts";

/** Self-consistency: the best model on the closest data set answers n times; the most frequent answer wins. */
export const selfConsistency: System<"vote"> = {
  conclusion: "vote",
  needsBank: true,
  choose: selfMoa.choose,
  draw: nothing,
  asksForMostConsistent: (parameters) => parameters.selfConsistency === "universal",
};
