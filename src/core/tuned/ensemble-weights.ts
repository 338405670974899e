import { learners } from "./learners.ts";

/** Weights that pull towards equal ones count rho = .3 + 1000 / N times the mean diagonal of the Gram matrix. */
const LEAST_PULL = 0.3;
const PULL_OF_QUESTIONS = 1000;
const ROUNDS = 500;

/** Returns equal weights, which need no tuning. */
export const equalWeights = (): Float64Array => new Float64Array(learners.length).fill(1 / learners.length);

/**
 * Fits the weights of the learners: not negative, and minimising
 * `|P (Y - m) - sum of w_m P (f - m)|^2 + rho t |w - 1/M|^2`, with t the mean diagonal of the Gram matrix of the
 * P (f - m). P removes each question's mean and the direction of m: how difficult a question is, and which
 * models are better everywhere, says nothing about a learner.
 */
export class WeightFit {
  private readonly mean: Float64Array;
  private readonly direction: Float64Array;
  private readonly gram = new Float64Array(learners.length ** 2);
  private readonly products = new Float64Array(learners.length);

  /** @param mean m, length R */
  constructor(mean: Float64Array) {
    this.mean = mean;
    const centred = withoutMean(mean);
    const norm = Math.hypot(...centred);
    this.direction = centred.map((value) => (norm > 0 ? value / norm : 0));
  }

  /**
   * Adds a question. Only its known outcomes count.
   *
   * @param differences w (c - m) of each model, length R
   * @param known w of each model, length R
   * @param predicted what each learner predicts without the question
   */
  add(differences: ArrayLike<number>, known: ArrayLike<number>, predicted: readonly Float64Array[]): void {
    const wanted = this.project(Float64Array.from(differences));
    const found = predicted.map((prediction) =>
      this.project(prediction.map((value, model) => (known[model] as number) * (value - (this.mean[model] as number)))),
    );
    found.forEach((one, m) => {
      found.forEach((other, n) => {
        this.gram[m * learners.length + n] = (this.gram[m * learners.length + n] as number) + dot(one, other);
      });
      this.products[m] = (this.products[m] as number) + dot(one, wanted);
    });
  }

  /**
   * Returns the fitted weights, by coordinate descent.
   *
   * @param size N: the number of evaluated questions
   */
  weights(size: number): Float64Array {
    const count = learners.length;
    const diagonal = Array.from({ length: count }, (_, m) => this.gram[m * count + m] as number);
    const pull = ((LEAST_PULL + PULL_OF_QUESTIONS / size) * diagonal.reduce((sum, value) => sum + value, 0)) / count;
    const weights = equalWeights();
    if (pull === 0) return weights;
    for (let round = 0; round < ROUNDS; round++) {
      for (let m = 0; m < count; m++) {
        let rest = (this.products[m] as number) + pull / count;
        for (let n = 0; n < count; n++) {
          if (n !== m) rest -= (this.gram[m * count + n] as number) * (weights[n] as number);
        }
        weights[m] = Math.max(0, rest / ((diagonal[m] as number) + pull));
      }
    }
    return weights;
  }

  private project(values: Float64Array): Float64Array {
    const centred = withoutMean(values);
    const along = dot(centred, this.direction);
    return centred.map((value, model) => value - along * (this.direction[model] as number));
  }
}

function withoutMean(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return values.map((value) => value - mean);
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
