import type { Selection } from "./select-referencers.ts";

/** V_ref of the referencers, in their order; a model that answers several times has its prior several times. */
export function referencerPriors({ referencers, prior }: Pick<Selection, "referencers" | "prior">): number[] {
  const values = new Map(prior.map(({ model, value }) => [model, value]));
  return referencers.map((model) => values.get(model) ?? 0);
}
