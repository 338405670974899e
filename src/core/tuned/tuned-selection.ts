import type { Embedding } from "../embedding.ts";
import type { PackedBank } from "../packed-bank/index.ts";
import type { Parameters } from "../parameters.ts";
import { rankByPrior, type Selection, similarities } from "../selection/index.ts";
import { similaritiesFor, tunedChances } from "./tuned-chances.ts";
import type { TunedModel } from "./tune.ts";

/** What was learned from a bank last. */
export interface LearnedLast {
  readonly model: TunedModel;
  /** When it was learned, as an ISO date. */
  readonly learnedAt: string;
  /** Whether the bank is still the one that it was learned from. */
  readonly isCurrent: boolean;
}

/**
 * Returns what was learned from a bank last, and sees to it that what the bank has now is learned for later questions.
 * Returns a sentence if there is nothing to choose by. Never waits.
 */
export type TunedSource = (bank: PackedBank) => LearnedLast | string;

/** Where nothing is learned, as in benchmarks. */
export const notLearning: TunedSource = () => "Nothing is learned from the question bank here.";

const NONE_OF_POOL = "Nothing has been learned of your models yet: they are chosen by similar questions alone.";

/** Whether learned priors choose the models. Objectives other than `prior` weigh single outcomes, which only RPS has. */
export function isTuned({ selection, objective }: Pick<Parameters, "selection" | "objective">): boolean {
  return selection === "tuned" && objective === "prior";
}

/** Returns what the user must know when learned priors are wanted and the objective does without them; otherwise null. */
export function withoutTuned({ selection, objective }: Pick<Parameters, "selection" | "objective">): string | null {
  if (selection !== "tuned" || objective === "prior") return null;
  return `smcs.objective is ${objective}, so models are chosen by similar questions alone, and smcs.selection does not count.`;
}

/**
 * Returns a selection whose priors are what was learned from the whole bank: each model's chance to be right, times the
 * summed similarity W of the support, so that priors keep their scale (Eq. 4). A model of which nothing was learned has
 * the mean of the others. Support and sources stay those of RPS, for readers. Returns the selection with a warning if
 * there is nothing to choose by.
 *
 * @param text as it was embedded
 */
export function tunedSelection(
  selection: Selection,
  { text, embedding }: { readonly text: string; readonly embedding: Embedding },
  bank: PackedBank,
  source: TunedSource,
): Selection {
  const learned = source(bank);
  // Where RPS has a warning of its own, it has said by what models are chosen.
  const instead = selection.warnings.length === 0 ? " Models are chosen by similar questions alone." : "";
  if (typeof learned === "string") return { ...selection, warnings: [...selection.warnings, `${learned}${instead}`] };
  const { model, learnedAt, isCurrent } = learned;
  const near = similaritiesFor(model, bank, similarities(bank, embedding));
  const chances = tunedChances(model, { vector: embedding.vector, length: text.length }, near);
  const known = new Map(model.models.map((name, column) => [name, chances[column] as number]));
  const ofPool = selection.prior.flatMap(({ model: name }) => known.get(name) ?? []);
  // Zeros for all models would replace what RPS may know of them.
  if (ofPool.length === 0) return { ...selection, warnings: [...selection.warnings, NONE_OF_POOL] };
  const mean = ofPool.reduce((sum, chance) => sum + chance, 0) / ofPool.length;
  const summed = selection.support.reduce((sum, { similarity }) => sum + similarity, 0) || 1;
  const ranked = rankByPrior(
    // Equal priors keep the order of RPS.
    selection.prior.map((prior, rank) => ({
      ...prior,
      value: (known.get(prior.model) ?? mean) * summed,
      evaluated: known.has(prior.model),
      price: rank,
    })),
  );
  return {
    ...selection,
    prior: ranked.map(({ price: _, ...prior }) => prior),
    referencers: ranked.slice(0, selection.referencers.length).map(({ model: name }) => name),
    learned: { questions: model.ids.length, at: learnedAt, isCurrent },
    // What RPS says about its own priors does not hold for these.
    warnings: [],
  };
}
