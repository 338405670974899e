import type { Neighbours, PackedBank } from "../packed-bank/index.ts";
import { priors } from "./prior.ts";

/** What a call to a model takes of a question's limits. Null is unknown; 0 is free, or no limit. */
export interface CostShares {
  /** Usual price of the call, as a share of the question's budget. */
  readonly budget: number | null;
  /** Usual time of the reply, as a share of the deadline. */
  readonly deadline: number | null;
}

/** A model that may be chosen. */
interface Offered {
  readonly model: string;
  /** V_ref (Eq. 4). */
  readonly value: number;
  /** Absent when only coverage counts. */
  readonly costs?: CostShares;
}

/** A model that was chosen for what it adds to the others. */
export interface ChosenModel {
  readonly model: string;
  /** How much it adds to the chance that at least one chosen model is right, in [0, 1]. */
  readonly adds: number;
}

/**
 * How much an outcome on a similar question tells about the asked question; the rest of c_ir is the model's prior. With
 * 1, the models that fill the last gaps of the support are chosen, and these are weak (docs/selection.md).
 */
const OUTCOME_TELLS = 0.5;

/** Worths this close are equal, and the earlier model in the order of Eq. 5 is taken. */
const EQUAL_WITHIN = 1e-9;

/**
 * Returns the K models of objective `coverage`, chosen one by one for the support-weighted chance that at least one of
 * them is right, sum of S_i * (1 - product over the chosen of (1 - c_ir)), divided by the sum of S_i. c_ir is halfway
 * between the outcome of model r on support question i and its prior, as a share. The first is the model with the
 * highest prior; each next one adds most to those before it. If the K models with the highest prior have a greater
 * chance than these, they are returned instead.
 *
 * @param ranked in the order of Eq. 5, in which the chosen models are returned too
 * @param support with at least one question, on which at least one model was evaluated
 * @param count K
 */
export function chooseByCoverage(
  bank: PackedBank,
  ranked: readonly Offered[],
  support: Neighbours,
  count: number,
): ChosenModel[] {
  const greedy = addOneByOne(bank, ranked, support, (worths, chosen) => (chosen < count ? largest(worths) : -1));
  const first = ranked.slice(0, count);
  const best = addOneByOne(bank, first, support, (_, chosen) => (chosen < count ? 0 : -1));
  return inOrder(ranked, chanceOf(best) > chanceOf(greedy) + EQUAL_WITHIN ? best : greedy);
}

/**
 * Returns the models of objective `value`, at most K. After the first two, a model is taken only if it is worth its
 * cost: it adds more to the chance of `chooseByCoverage` than the sum of the share of the question's budget that a
 * usual call to it costs, and the share of the deadline by which it prolongs the wait for the slowest model so far.
 * Of several, the one with the greatest difference is next. An unknown share counts as 0.
 *
 * Two models are the least, because a single answer cannot be compared or merged with others.
 */
export function chooseByValue(
  bank: PackedBank,
  ranked: readonly Offered[],
  support: Neighbours,
  count: number,
): ChosenModel[] {
  const chosen = addOneByOne(bank, ranked, support, (worths, before) => {
    const next = before < count ? largest(worths) : -1;
    return before < 2 || (worths[next] ?? 0) > EQUAL_WITHIN ? next : -1;
  });
  return inOrder(ranked, chosen);
}

/**
 * Adds models one by one. The outcomes of an addition are Eq. 4 on what is still open: the weight of a support question
 * is its similarity times the chance that no chosen model is right. Therefore an unknown outcome counts as in Eq. 4: the
 * known part stands for the whole, and a model that is not evaluated counts as the others do on average.
 *
 * @param next returns the index of the next model, given what each remaining one is worth and how many are chosen; -1
 *   for none
 */
function addOneByOne(
  bank: PackedBank,
  ranked: readonly Offered[],
  { rows, similarities }: Neighbours,
  next: (worths: readonly number[], chosen: number) => number,
): ChosenModel[] {
  const open = Float32Array.from(similarities);
  const whole = sumOf(open);
  const remaining = [...ranked];
  const chosen: ChosenModel[] = [];
  let slowest = 0;
  for (;;) {
    const additions = additionsOf(bank, remaining, { rows, similarities: open }, whole);
    const worths = additions.map(({ adds, budget, deadline }) => adds - budget - Math.max(0, deadline - slowest));
    const index = next(worths, chosen.length);
    // The first is the model with the highest prior, whatever it costs.
    const added = additions[chosen.length === 0 ? Math.min(0, index) : index];
    if (added === undefined) return chosen;
    const { model, adds } = added;
    chosen.push({ model, adds });
    remaining.splice(additions.indexOf(added), 1);
    slowest = Math.max(slowest, added.deadline);
    rows.forEach((row, i) => (open[i] = (open[i] as number) * (1 - chanceOn(bank, row, added))));
  }
}

/** A model that may be added to those chosen so far. */
interface Addition extends ChosenModel {
  /** Its prior as a share, in [0, 1]. */
  readonly prior: number;
  /** The share of what is still open that it answered right, in [0, 1]. */
  readonly share: number;
  /** Its column in the bank; -1 when too little is known of it on what is still open. */
  readonly column: number;
  /** As `CostShares`; 0 when unknown. */
  readonly budget: number;
  readonly deadline: number;
}

/**
 * Returns what each model would add.
 *
 * @param open the support, weighted by what is still open
 * @param whole summed similarity W of the support
 */
function additionsOf(bank: PackedBank, offered: readonly Offered[], open: Neighbours, whole: number): Addition[] {
  const stillOpen = sumOf(open.similarities);
  const names = offered.map(({ model }) => model);
  return priors(bank, names, open).models.map(({ model, value, evaluated }, index) => {
    const { value: own = 0, costs } = offered[index] ?? {};
    const [prior, share] = [own / whole, stillOpen > 0 ? value / stillOpen : 0];
    return {
      model,
      adds: (halfway(share, prior) * stillOpen) / whole,
      prior,
      share,
      column: evaluated ? bank.models.indexOf(model) : -1,
      budget: costs?.budget ?? 0,
      deadline: costs?.deadline ?? 0,
    };
  });
}

/** Returns c_ir: the chance that a model is right on the asked question, as far as one support question tells. */
function chanceOn(
  { capability, models, outcomes }: PackedBank,
  row: number,
  { column, share, prior }: Addition,
): number {
  const code = column < 0 ? 0 : (capability[row * models.length + column] as number);
  const weight = outcomes.weights[code] as number;
  return halfway(weight * (outcomes.values[code] as number) + (1 - weight) * share, prior);
}

function halfway(outcome: number, prior: number): number {
  return OUTCOME_TELLS * outcome + (1 - OUTCOME_TELLS) * prior;
}

/** Returns the index of the largest number, of equal ones the first; -1 for none. */
function largest(numbers: readonly number[]): number {
  const most = Math.max(...numbers);
  return numbers.findIndex((number) => number >= most - EQUAL_WITHIN);
}

function inOrder(ranked: readonly Offered[], chosen: readonly ChosenModel[]): ChosenModel[] {
  const byModel = new Map(chosen.map((one) => [one.model, one]));
  return ranked.flatMap(({ model }) => byModel.get(model) ?? []);
}

function chanceOf(chosen: readonly ChosenModel[]): number {
  return chosen.reduce((sum, { adds }) => sum + adds, 0);
}

function sumOf(numbers: Float32Array): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
