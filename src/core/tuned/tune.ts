import { similarities } from "../selection/index.ts";
import { equalWeights, WeightFit } from "./ensemble-weights.ts";
import { labelGroups } from "./label-posterior.ts";
import { type Learned, predictions } from "./learners.ts";
import { type Lesson, lessonOf, vectorOf } from "./lesson.ts";
import { type Places, placesOf } from "./places.ts";
import {
  addValues,
  type LengthScale,
  leverages,
  predictLeftOut,
  type Ridge,
  type RidgeSums,
  solveRidge,
} from "./ridge.ts";
import type { TuningBank } from "./tuning-bank.ts";
import { type Basis, basisOf, updatedBasis } from "./update.ts";
import { votesOf } from "./votes.ts";

/** A choice of models that was learned from a bank. Plain data: it can be copied between threads and kept on disk. */
export interface TunedModel extends Learned {
  readonly space: string;
  /** R */
  readonly models: readonly string[];
  /** The N questions that it learned from: those with a known outcome. */
  readonly ids: readonly string[];
  readonly lengths: LengthScale;
  /** Predicts R outcomes, then whether the question has each source, then each topic. */
  readonly coefficients: Ridge["coefficients"];
  /** The weight of the ridge regression's penalty. */
  readonly lambda: number;
  /** The weights of `learners`, in their order. */
  readonly weights: Float64Array;
  readonly basis: Basis;
}

/** What is chosen for a whole bank. */
type Choices = Pick<TunedModel, "lambda" | "weights">;

/** Below this number of evaluated questions nothing is learned. */
const LEAST_QUESTIONS = 40;
/** From this number of evaluated questions on, the weights of the learners may be fitted. */
const FITTED_FROM = 500;
/** Maximum number of questions by which lambda and the weights are chosen, spread evenly over the bank. */
const JUDGED = 500;
/** The values of lambda that are tried. */
const LAMBDAS = [1, 3, 10, 30, 100];

/**
 * Learns from a bank how to choose models (docs/selection.md). Takes seconds for 10,000 questions.
 *
 * @param weights "equal", or "fitted", which is equal below 500 evaluated questions
 * @param last what was learned before; if the bank has only grown a little since, its choices are kept (`updatedBasis`)
 * @returns null when fewer than 40 questions have a known outcome, or fewer than 2 models
 */
export function tune(bank: TuningBank, weights: "equal" | "fitted", last: TunedModel | null = null): TunedModel | null {
  const lesson = lessonOf(bank);
  if (lesson.rows.length < LEAST_QUESTIONS || bank.models.length < 2) return null;
  const updated = last === null ? null : updatedBasis(last, lesson);
  return updated === null || last === null
    ? learn(lesson, basisOf(lesson), weights)
    : learn(lesson, updated, { lambda: last.lambda, weights: last.weights });
}

/** Learns from a lesson. @param choices those that are kept, or how the weights are chosen */
export function learn(lesson: Lesson, basis: Basis, choices: Choices | "equal" | "fitted"): TunedModel {
  const { bank, rows, lengths, outcomes, sources, topics } = lesson;
  const sums = { gram: basis.gram, products: productsOf(lesson) };
  const ridge = typeof choices === "string" ? bestRidge(lesson, sums) : solveRidge(sums, choices.lambda);
  const leftOut = leftOutBy(lesson, ridge);
  const learned: Learned = {
    outcomes,
    places: placesFor(lesson, leftOut),
    bySource: labelGroups(sources.of, sources.names.length, outcomes),
    byTopic: labelGroups(topics.of, topics.names.length, outcomes),
  };
  const isFitted = choices === "fitted" && rows.length >= FITTED_FROM;
  const chosen = (): Float64Array => (isFitted ? fittedWeights(lesson, leftOut, learned) : equalWeights());
  return {
    space: bank.space,
    models: bank.models,
    ids: Array.from(rows, (row) => bank.ids[row] as string),
    lengths,
    coefficients: ridge.coefficients,
    lambda: ridge.lambda,
    ...learned,
    weights: typeof choices === "string" ? chosen() : choices.weights,
    basis: bank.dimension < rows.length ? basis : { ...basis, gram: new Float64Array() },
  };
}

/** Returns the places of at most `JUDGED` of N questions, evenly spread. */
function judgedOf(size: number): number[] {
  const count = Math.min(JUDGED, size);
  return Array.from({ length: count }, (_, index) => Math.floor((index * size) / count));
}

/** Returns Z'Y, which changes as a whole with every outcome: all values contain the means of models and questions. */
function productsOf({ rows, features, values }: Lesson): Float64Array {
  const products = new Float64Array(features(0).length * values(0).length);
  rows.forEach((_, place) => {
    addValues(products, features(place), values(place));
  });
  return products;
}

/** Returns the ridge regression whose lambda predicts best the outcomes that it has not seen. */
function bestRidge(lesson: Lesson, sums: RidgeSums): Ridge {
  const judged = judgedOf(lesson.rows.length);
  const tried = LAMBDAS.map((lambda) => {
    const ridge = solveRidge(sums, lambda);
    return { ridge, error: squaredError(lesson, ridge, judged) };
  });
  const least = Math.min(...tried.map(({ error }) => error));
  return (tried.find(({ error }) => error === least) as (typeof tried)[0]).ridge;
}

/** What the regression predicts for each question as if it had been left out, by place. */
type LeftOut = (place: number) => Float64Array;

function leftOutBy({ rows, features, values }: Lesson, ridge: Ridge): LeftOut {
  const leverage = leverages(ridge, rows.length, features);
  return (place) => predictLeftOut(ridge, features(place), values(place), leverage[place] as number);
}

/** Returns the error of the known outcomes of some questions, each predicted without it. */
function squaredError({ outcomes, features, values }: Lesson, ridge: Ridge, judged: readonly number[]): number {
  const width = outcomes.mean.length;
  const leverage = leverages(ridge, judged.length, (index) => features(judged[index] as number));
  let sum = 0;
  judged.forEach((place, index) => {
    const own = values(place);
    const predicted = predictLeftOut(ridge, features(place), own, leverage[index] as number);
    for (let model = 0; model < width; model++) {
      const error = (own[model] as number) - (predicted[model] as number);
      sum += (outcomes.known[place * width + model] as number) * error * error;
    }
  });
  return sum;
}

function placesFor({ rows, outcomes, values }: Lesson, leftOut: LeftOut): Places {
  const width = outcomes.mean.length;
  const wanted = new Float32Array(rows.length * width);
  const predicted = new Float32Array(rows.length * width);
  rows.forEach((_, place) => {
    wanted.set(values(place).subarray(0, width), place * width);
    predicted.set(leftOut(place).subarray(0, width), place * width);
  });
  return placesOf(wanted, predicted, outcomes.mean);
}

/** Returns the weights with which the learners predict best the questions that they have not seen. */
function fittedWeights(lesson: Lesson, leftOut: LeftOut, learned: Learned): Float64Array {
  const { bank, rows, outcomes } = lesson;
  const width = outcomes.mean.length;
  const fit = new WeightFit(outcomes.mean);
  for (const place of judgedOf(rows.length)) {
    const similarity = similarities(
      { ...bank, questions: { size: bank.ids.length } },
      { space: bank.space, vector: vectorOf(bank, rows[place] as number) },
    );
    const others = Float32Array.from(rows, (row) => similarity[row] as number);
    others[place] = 0;
    const [start, end] = [place * width, (place + 1) * width];
    const known = outcomes.known.subarray(start, end);
    const shift = outcomes.shifts[place] as number;
    const residuals = outcomes.residuals.subarray(start, end);
    const differences = residuals.map((residual, model) => residual + (known[model] as number) * shift);
    fit.add(differences, known, predictions(learned, votesOf(others), leftOut(place), place));
  }
  return fit.weights(rows.length);
}
