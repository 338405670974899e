import { posteriorOdds } from "../../core/enhancement/index.ts";
import { hasAnswers } from "./candidate-sets.ts";
import {
  accuracyOf,
  byExamples,
  bySquaredOdds,
  type ChoiceRule,
  givenAnswers,
  hasRunExamples,
  type MeasuredSet,
} from "./rules.ts";

/** A way to ask models one at a time, in the order of their priors, until one of the replies suffices. */
export interface Cascade {
  readonly name: string;
  /** Chooses when no reply sufficed and all models were asked. */
  readonly otherwise: ChoiceRule;
  readonly appliesTo: (set: MeasuredSet) => boolean;
  /**
   * Returns the candidate that is chosen after the candidates in `asked`; null to ask the next model.
   *
   * @param asked indices in the order of asking, at least one
   */
  readonly chosen: (asked: readonly number[], set: MeasuredSet) => number | null;
}

/** Odds that stop a cascade of answers, and numbers of wrong answers. */
const ODDS = [2, 4, 9, 19];
const WRONG_ANSWERS = [1, 2, 4];

/** The cascades that are compared. */
export const cascades: readonly Cascade[] = [
  {
    name: "first to pass all examples",
    otherwise: byExamples,
    appliesTo: hasRunExamples,
    chosen: (asked, { passed }) => asked.find((index) => passed[index] === 1) ?? null,
  },
  ...WRONG_ANSWERS.flatMap((wrongAnswers) => ODDS.map((odds) => answerCascade(odds, wrongAnswers))),
];

/** Stops when the posterior odds of the leading answer reach a threshold, and chooses the first reply that gave it. */
function answerCascade(odds: number, wrongAnswers: number): Cascade {
  return {
    name: `odds of ${odds}, m = ${wrongAnswers}`,
    otherwise: bySquaredOdds,
    appliesTo: hasAnswers,
    chosen: (asked, { candidates }) => {
      const [leading] = posteriorOdds(givenAnswers(asked.flatMap((index) => candidates[index] ?? [])), wrongAnswers);
      if (leading === undefined || leading.odds < odds) return null;
      return asked.find((index) => candidates[index]?.answer === leading.answer) ?? null;
    },
  };
}

/** What a cascade does with a set: means over the orders of models with equal priors. */
export interface Cascaded {
  /** Chance that the choice is right. */
  readonly accuracy: number;
  /** Share of the models that are asked. */
  readonly asked: number;
}

/** @param orders random orders of the candidates, which decide between models with equal priors */
export function cascaded(cascade: Cascade, set: MeasuredSet, orders: readonly (readonly number[])[]): Cascaded {
  const priorOf = (index: number): number => set.candidates[index]?.prior ?? 0;
  const whole = accuracyOf(cascade.otherwise, set);
  let [accuracy, asked] = [0, 0];
  for (const order of orders) {
    const outcome = askedInTurn(
      cascade,
      set,
      order.toSorted((a, b) => priorOf(b) - priorOf(a)),
    );
    accuracy += outcome.chosen === null ? whole : Number(set.candidates[outcome.chosen]?.correct === true);
    asked += outcome.asked;
  }
  return { accuracy: accuracy / orders.length, asked: asked / (orders.length * set.candidates.length) };
}

function askedInTurn(
  cascade: Cascade,
  set: MeasuredSet,
  order: readonly number[],
): { readonly asked: number; readonly chosen: number | null } {
  for (const last of order.keys()) {
    const chosen = cascade.chosen(order.slice(0, last + 1), set);
    if (chosen !== null) return { asked: last + 1, chosen };
  }
  return { asked: order.length, chosen: null };
}
