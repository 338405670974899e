import type { PackedBank } from "../question-bank/packed-bank.ts";
import { rankByPrior } from "../selection/referencers.ts";
import type { Asked } from "./system.ts";

/** The best model by what the bank knows of all. */
interface BestModel {
  /** Null for an empty pool. */
  readonly model: string | null;
  /** In words for the user: why it was not chosen as it should be. */
  readonly warnings: readonly string[];
}

/**
 * The most accurate model on the question's closest data set; where that is unknown of a model, its accuracy on the
 * whole bank counts. Ties go as in Eq. 5.
 */
export function bestOnClosestSource(asked: Asked): BestModel {
  const { closestSource } = asked.selection;
  const known = closestSource === null ? new Map<string, number>() : accuraciesOn(closestSource, asked.bank);
  const { model, isKnown } = best(asked, (name) => known.get(name) ?? null);
  if (model === null || known.has(model)) return { model, warnings: [] };
  if (!isKnown) return { model, warnings: [unknown(model)] };
  const why =
    closestSource === null
      ? `No bank question resembles this one: ${model} answers, by its accuracy on the whole bank.`
      : `Of ${model} nothing is known on ${closestSource}, the closest data set: its accuracy on the whole bank was taken.`;
  return { model, warnings: [why] };
}

/** The most accurate model on the whole bank. */
export function mostAccurate(asked: Asked): BestModel {
  const { model, isKnown } = best(asked, () => null);
  return { model, warnings: model === null || isKnown ? [] : [unknown(model)] };
}

function unknown(model: string): string {
  return `No model of the pool has been evaluated on the question bank: ${model} answers, by price and name.`;
}

function best(
  { selection, pool }: Asked,
  accuracyOf: (model: string) => number | null,
): { readonly model: string | null; readonly isKnown: boolean } {
  const overallOf = new Map(selection.prior.map(({ model, overall }) => [model, overall]));
  const [first] = rankByPrior(
    pool.map(({ name: model, price }) => {
      const overall = overallOf.get(model) ?? null;
      const value = accuracyOf(model) ?? overall;
      return { model, value: value ?? -1, evaluated: value !== null, overall, price };
    }),
  );
  return { model: first?.model ?? null, isKnown: first?.evaluated ?? false };
}

/** The share of right answers on one source, of the models of which anything is known there. */
function accuraciesOn(source: string, { models, questions, capability, outcomes }: PackedBank): Map<string, number> {
  const { names, of } = questions.sources;
  const wanted = names.indexOf(source);
  const right = new Float64Array(models.length);
  const known = new Float64Array(models.length);
  for (let row = 0; row < questions.size; row++) {
    if (of[row] !== wanted) continue;
    for (let model = 0; model < models.length; model++) {
      const code = capability[row * models.length + model] as number;
      const weight = outcomes.weights[code] as number;
      right[model] = (right[model] as number) + weight * (outcomes.values[code] as number);
      known[model] = (known[model] as number) + weight;
    }
  }
  return new Map(
    models.flatMap((model, column) => {
      const weight = known[column] as number;
      return weight > 0 ? [[model, (right[column] as number) / weight]] : [];
    }),
  );
}
