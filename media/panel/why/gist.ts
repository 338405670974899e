import type { Selection } from "../record/model-priors.ts";
import { strings } from "../strings.ts";

/** The choice of models in a line: how many of how many, and what it rests on. */
export function gist({ referencers, prior, support }: Selection): string {
  const chosen = new Set(referencers).size;
  return support.length > 0
    ? strings.chosenBySupport(chosen, prior.length, support.length)
    : strings.chosenByBank(chosen, prior.length);
}
