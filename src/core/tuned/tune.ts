import { similarities } from "../selection/index.ts";
import { equalWeights, WeightFit } from "./ensemble-weights.ts";
import { labelGroups } from "./label-posterior.ts";
import { type Learned, predictions } from "./learners.ts";
import { type Lesson, lessonOf, vectorOf } from "./lesson.ts";
import { type Places, placesOf } from "./places.ts";
import {
  addQuestion,
  type LengthScale,
  leverages,
  predictLeftOut,
  type Ridge,
  type RidgeSums,
  solveRidge,
} from "./ridge.ts";
import type { TuningBank } from "./tuning-bank.ts";
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
  /** The weights of `learners`, in their order. */
  readonly weights: Float64Array;
}

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
 * @returns null when fewer than 40 questions have a known outcome, or fewer than 2 models
 */
export function tune(bank: TuningBank, weights: "equal" | "fitted"): TunedModel | null {
  const lesson = lessonOf(bank);
  const { rows, lengths, outcomes, sources, topics } = lesson;
  if (rows.length < LEAST_QUESTIONS || bank.models.length < 2) return null;
  const { ridge, leftOut } = bestRidge(lesson);
  const learned: Learned = {
    outcomes,
    places: placesFor(lesson, leftOut),
    bySource: labelGroups(sources.of, sources.names.length, outcomes),
    byTopic: labelGroups(topics.of, topics.names.length, outcomes),
  };
  const isFitted = weights === "fitted" && rows.length >= FITTED_FROM;
  return {
    space: bank.space,
    models: bank.models,
    ids: Array.from(rows, (row) => bank.ids[row] as string),
    lengths,
    coefficients: ridge.coefficients,
    ...learned,
    weights: isFitted ? fittedWeights(lesson, leftOut, learned) : equalWeights(),
  };
}

/** Returns the places of at most `JUDGED` of N questions, evenly spread. */
function judgedOf(size: number): number[] {
  const count = Math.min(JUDGED, size);
  return Array.from({ length: count }, (_, index) => Math.floor((index * size) / count));
}

/** A ridge regression, and what it predicts for each question as if it had been left out. */
interface Fitted {
  readonly ridge: Ridge;
  readonly leftOut: (place: number) => Float64Array;
}

/** Returns the ridge regression whose lambda predicts best the outcomes that it has not seen. */
function bestRidge(lesson: Lesson): Fitted {
  const { rows, bank, features, values } = lesson;
  const p = bank.dimension + 3;
  const sums: RidgeSums = { gram: new Float64Array(p * p), products: new Float64Array(p * values(0).length) };
  rows.forEach((_, place) => {
    addQuestion(sums, features(place), values(place));
  });
  const judged = judgedOf(rows.length);
  const tried = LAMBDAS.map((lambda) => {
    const ridge = solveRidge(sums, lambda);
    return { ridge, error: squaredError(lesson, ridge, judged) };
  });
  const least = Math.min(...tried.map(({ error }) => error));
  const { ridge } = tried.find(({ error }) => error === least) as (typeof tried)[0];
  const leverage = leverages(ridge, rows.length, features);
  return {
    ridge,
    leftOut: (place) => predictLeftOut(ridge, features(place), values(place), leverage[place] as number),
  };
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

function placesFor({ rows, outcomes, values }: Lesson, leftOut: Fitted["leftOut"]): Places {
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
function fittedWeights(lesson: Lesson, leftOut: Fitted["leftOut"], learned: Learned): Float64Array {
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
