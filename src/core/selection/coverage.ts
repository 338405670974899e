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
  /** Absent when only coverage counts. */
  readonly costs?: CostShares;
}

/** A model that was chosen for what it adds to the others. */
export interface ChosenModel {
  readonly model: string;
  /** How much it adds to the chance that at least one chosen model is right, in [0, 1]. */
  readonly adds: number;
}

/** Worths this close are equal, and the earlier model in the order of Eq. 5 is taken. */
const EQUAL_WITHIN = 1e-9;

/**
 * Returns the K models of objective `coverage`: they maximise the support-weighted chance that at least one of them is
 * right, sum of S_i * (1 - product over the chosen of (1 - c_ir)), divided by the sum of S_i. The first is the model
 * with the highest prior; each next one adds most to those before it. If the K models with the highest prior have a
 * greater chance than these, they are returned instead.
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
 * Adds models one by one. Each addition is Eq. 4 on what is still open: the weight of a support question is its
 * similarity times the chance that no chosen model is right on it. Therefore an unknown outcome counts as Eq. 4 counts
 * it: the known part stands for the whole, and a model that is not evaluated adds as much as the others on average.
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
    const names = remaining.map(({ model }) => model);
    const found = priors(bank, names, { rows, similarities: open }).models;
    const worths = found.map(({ value }, index) => {
      const { budget, deadline } = remaining[index]?.costs ?? { budget: 0, deadline: 0 };
      return value / whole - (budget ?? 0) - Math.max(0, (deadline ?? 0) - slowest);
    });
    // The first is the model with the highest prior, whatever it costs.
    const index = chosen.length === 0 ? Math.min(0, next(worths, 0)) : next(worths, chosen.length);
    const added = found[index];
    if (added === undefined) return chosen;
    const { model, value, evaluated } = added;
    chosen.push({ model, adds: value / whole });
    slowest = Math.max(slowest, remaining[index]?.costs?.deadline ?? 0);
    remaining.splice(index, 1);
    const stillOpen = sumOf(open);
    close(open, { bank, rows, column: evaluated ? bank.models.indexOf(model) : -1 }, value / (stillOpen || 1));
  }
}

/**
 * Multiplies the weight of each question with the chance that a model is wrong on it.
 *
 * @param outcomes of the model; column -1 when none counts
 * @param chance that the model is right where its outcome is unknown, as far as it is unknown
 */
function close(
  open: Float32Array,
  { bank, rows, column }: { readonly bank: PackedBank; readonly rows: Uint32Array; readonly column: number },
  chance: number,
): void {
  const { values, weights } = bank.outcomes;
  for (let i = 0; i < rows.length; i++) {
    const code = column < 0 ? 0 : (bank.capability[(rows[i] as number) * bank.models.length + column] as number);
    const weight = column < 0 ? 0 : (weights[code] as number);
    const right = weight * (values[code] as number) + (1 - weight) * chance;
    open[i] = (open[i] as number) * (1 - right);
  }
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
