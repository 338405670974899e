import type { ModelPrior } from "./prior.ts";

/** A model as Eq. 5 ranks it. */
export interface RankedModel extends ModelPrior {
  /** Prices of a prompt token and a completion token together, US dollars per million; null when unknown. */
  readonly price: number | null;
}

const EQUAL_WITHIN = 1e-9;

/**
 * Returns the models in the order of Eq. 5, highest prior first. Priors within 1e-9 relative are equal; ties go by
 * overall accuracy, then lower price (unknown last), then name. The K referencers are the first K.
 */
export function rankByPrior<Model extends RankedModel>(models: readonly Model[]): Model[] {
  const descending = models.toSorted((a, b) => b.value - a.value);
  return runsOfEquals(descending).flatMap((run) => run.sort(compareTied));
}

/**
 * Cuts a descending list into runs whose values equal their first value; pairwise comparison would not be transitive.
 */
function runsOfEquals<Model extends RankedModel>(descending: readonly Model[]): Model[][] {
  const runs: Model[][] = [];
  for (const model of descending) {
    const run = runs.at(-1);
    const first = run?.[0]?.value;
    if (run !== undefined && first !== undefined && first - model.value <= EQUAL_WITHIN * Math.abs(first))
      run.push(model);
    else runs.push([model]);
  }
  return runs;
}

function compareTied(a: RankedModel, b: RankedModel): number {
  const byAccuracy = (b.overall ?? -1) - (a.overall ?? -1);
  if (byAccuracy !== 0) return byAccuracy;
  const [priceA, priceB] = [a.price ?? Infinity, b.price ?? Infinity];
  if (priceA !== priceB) return priceA - priceB;
  return a.model < b.model ? -1 : 1;
}
