import { BenchmarkError } from "../benchmark-error.ts";
import { findBankName } from "../../../core/question-bank/model-name.ts";
import { smcs, varied } from "../tables/variants.ts";
import type { Variant } from "../variant.ts";

/** SMCS with a model as aggregator: the references are the same whoever merges them (A.4). */
export function aggregatorVariant(model: string): Variant {
  return varied(smcs, `aggregator=${model}`, { aggregator: model, title: model });
}

/**
 * The models that are to be compared as aggregators.
 *
 * @param members that can merge, with their bank names
 * @param wanted names as the user gives them, by reference or bank name; undefined for all
 * @throws BenchmarkError when there is none of a name, or no two to compare
 */
export function comparedAggregators(
  members: readonly { readonly name: string; readonly reference: string }[],
  wanted: readonly string[] | undefined,
): string[] {
  const names = members.map(({ name }) => name);
  const found = (wanted ?? names).map(
    (one) => members.find(({ reference }) => reference === one)?.name ?? findBankName(one, names),
  );
  const unknown = wanted?.filter((_, index) => found[index] === null) ?? [];
  if (unknown.length > 0) {
    throw new BenchmarkError(`There is no model ${unknown.join(", ")}. These can merge: ${names.join(", ")}.`);
  }
  const distinct = [...new Set(found.filter((name) => name !== null))];
  if (distinct.length < 2) {
    throw new BenchmarkError(
      `Aggregators are compared with each other, so at least two models are needed; there is ${distinct[0] ?? "none"}.`,
    );
  }
  return distinct;
}
