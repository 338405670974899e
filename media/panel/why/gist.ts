import type { Selection } from "../record/model-priors.ts";
import { systemTraits } from "../record/system-traits.ts";
import { strings } from "../strings.ts";

/** The source of a choice of models: a run or a plan. */
interface Choosing {
  readonly system: string;
  /** Absent in a plan. */
  readonly parameters?: { readonly singleModel: string };
  /** Absent in a plan. */
  readonly keywords?: { readonly matched: readonly string[] } | null;
}

/** Returns the choice of models in a line: how many of how many models, and what the choice rests on. */
export function gist({ system, parameters, keywords }: Choosing, selection: Selection): string {
  const { referencers, prior, support, closestSource, learned } = selection;
  const [chosen, pool] = [new Set(referencers).size, prior.length];
  const { asks } = systemTraits(system);
  const isNamed = asks === "named" && parameters?.singleModel !== "auto";
  const isUnknown = prior.every(({ evaluated, overall }) => !evaluated && overall === null);
  if (isUnknown && asks === "keywords") return strings.drawnByChance(chosen, pool);
  if (isUnknown && !isNamed && asks !== "everybody") return strings.chosenByPrice(chosen, pool);
  switch (asks) {
    case "keywords":
      return keywords?.matched.length === 0
        ? strings.drawnByChance(chosen, pool)
        : strings.drawnByKeywords(chosen, pool);
    case "similar":
      if (learned !== undefined) return strings.chosenByLearning(chosen, pool);
      if (support.length === 0) return strings.chosenByBank(chosen, pool);
      return prior.some(({ evaluated }) => evaluated)
        ? strings.chosenBySupport(chosen, pool, support.length)
        : strings.chosenByAccuracy(chosen, pool);
    case "everybody":
      return strings.asksAll(chosen);
    case "closest":
      return closestSource === null
        ? strings.chosenByAccuracy(chosen, pool)
        : strings.chosenBySource(chosen, pool, closestSource);
    case "skilled":
      return strings.chosenBySkills(chosen, pool);
    case "named":
      return isNamed ? strings.chosenByName(chosen, pool) : strings.chosenByAccuracy(chosen, pool);
  }
}
