import { accuracies, namesAt, type PackedBank } from "../packed-bank/index.ts";
import { rankByPrior } from "../selection/index.ts";
import { skillIndexOf } from "./skill-index.ts";
import { suitabilities } from "./skill-profile.ts";

/** A model and its suitability for a question, in [0, 1]. */
interface SuitedModel {
  readonly model: string;
  readonly value: number;
}

/** Cached by bank: the row of each id. */
const rows = new WeakMap<PackedBank, ReadonlyMap<string, number>>();

/**
 * Ranks models by Symbolic-MoE*: the asked question needs the skills of its support questions, weighted by their
 * similarity, and models are judged by their known outcomes on these skills (`suitabilities`).
 *
 * @param support ids that the bank does not have are ignored
 * @returns all models, the best first; equal values by accuracy on the whole bank, then by name
 */
export function rankBySkills(
  bank: PackedBank,
  models: readonly string[],
  support: readonly { readonly id: string; readonly similarity: number }[],
): SuitedModel[] {
  const values = suitabilities(bank, models, skillsOf(bank, support));
  const known = accuracies(bank);
  const ranked = models.map((model, index) => {
    const overall = known[bank.models.indexOf(model)] ?? null;
    return { model, value: values[index] as number, evaluated: overall !== null, overall, price: null };
  });
  return rankByPrior(ranked).map(({ model, value }) => ({ model, value }));
}

/** Returns the weights of the skills of some questions, which add up to 1. */
function skillsOf(
  bank: PackedBank,
  support: readonly { readonly id: string; readonly similarity: number }[],
): ReadonlyMap<string, number> {
  const { skills } = skillIndexOf(bank);
  const rowById = rowsOf(bank);
  const weights = new Map<string, number>();
  let total = 0;
  for (const { id, similarity } of support) {
    const row = rowById.get(id);
    if (row === undefined) continue;
    for (const name of namesAt(skills, row)) {
      weights.set(name, (weights.get(name) ?? 0) + similarity);
      total += similarity;
    }
  }
  for (const [name, weight] of weights) weights.set(name, total > 0 ? weight / total : 0);
  return weights;
}

function rowsOf(bank: PackedBank): ReadonlyMap<string, number> {
  const { questions } = bank;
  const known =
    rows.get(bank) ?? new Map(Array.from({ length: questions.size }, (_, row) => [questions.id(row), row] as const));
  rows.set(bank, known);
  return known;
}
