import type { PackedBank } from "../packed-bank/index.ts";
import { accuraciesOn, rankByPrior } from "../selection/index.ts";
import type { Asked } from "./system.ts";

/** The best model by the outcomes of the bank. */
interface BestModel {
  /** Null for an empty pool. */
  readonly model: string | null;
  /** In words for the user: why the model was not chosen by the intended rule. */
  readonly warnings: readonly string[];
}

/**
 * Returns the most accurate model on the question's closest data set. When too little is known about a model there (as
 * for priors), its accuracy on the whole bank counts. Ties are broken as in Eq. 5.
 */
export function bestOnClosestSource(asked: Asked): BestModel {
  const { closestSource } = asked.selection;
  const known = closestSource === null ? new Map<string, number>() : accuraciesOnSource(closestSource, asked.bank);
  const { model, isKnown } = best(asked, (name) => known.get(name) ?? null);
  if (model === null || known.has(model) || isOnly(asked)) return { model, warnings: [] };
  if (!isKnown) return { model, warnings: [unknown(model)] };
  const why =
    closestSource === null
      ? `No bank question resembles this one: ${model} answers, by its accuracy on the whole bank.`
      : `Too little is known about ${model} on ${closestSource}, the closest data set: its accuracy on the whole bank counts instead.`;
  return { model, warnings: [why] };
}

/** Returns the most accurate model on the whole bank. */
export function mostAccurate(asked: Asked): BestModel {
  const { model, isKnown } = best(asked, () => null);
  return { model, warnings: model === null || isKnown || isOnly(asked) ? [] : [unknown(model)] };
}

/** Whether the pool has a single model, so that there is no choice. */
function isOnly({ pool }: Asked): boolean {
  return pool.length === 1;
}

function unknown(model: string): string {
  return `None of your models has been evaluated on the question bank: ${model} answers, by price and name.`;
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

/** Returns the share of right answers on one source, for models with enough known outcomes there. */
function accuraciesOnSource(source: string, bank: PackedBank): Map<string, number> {
  const { names, of } = bank.questions.sources;
  const wanted = names.indexOf(source);
  const rows = Uint32Array.from(of.keys()).filter((row) => of[row] === wanted);
  const accuracies = accuraciesOn(bank, rows);
  return new Map(
    bank.models.flatMap((model, column) => {
      const accuracy = accuracies[column] ?? null;
      return accuracy === null ? [] : [[model, accuracy] as const];
    }),
  );
}
