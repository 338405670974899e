import type { Outcomes } from "../packed-bank/index.ts";
import type { TuningBank } from "./tuning-bank.ts";

/**
 * What the N questions with a known outcome say about the R models. The expected outcome of a model on a question is
 * `m_r + b_i`: the model's mean, and how much easier the question is than others. Only what differs from it, the
 * residuals of known outcomes, says which model is better on a question than elsewhere.
 */
export interface KnownOutcomes {
  /** m, length R. */
  readonly mean: Float64Array;
  /** b, length N. */
  readonly shifts: Float32Array;
  /** N x R, row-major: `w (c - m_r - b_i)` for an outcome c of weight w; 0 for an unknown one. */
  readonly residuals: Float32Array;
  /** N x R, row-major: w; 0 for an unknown outcome. */
  readonly known: Float32Array;
}

/** Rounds of the fit of m and b. It converges geometrically. */
const ROUNDS = 20;
/** How many outcomes like those of the other models count beside a model's own. */
const PRIOR_OF_MODELS = 10;
/** How many outcomes as expected count beside a question's own. */
const PRIOR_OF_QUESTIONS = 1;

/**
 * Returns the rows of a bank with a known outcome, ascending, and what they say.
 *
 * m and b are fitted together, so that a model that was asked only easy questions is not taken for a good one. Both are
 * shrunk: a model without any outcome has the mean of the models, and b of a question with few outcomes is near 0.
 */
export function knownOutcomes(bank: Pick<TuningBank, "capability" | "models" | "outcomes" | "ids">): {
  readonly rows: Uint32Array;
  readonly outcomes: KnownOutcomes;
} {
  const width = bank.models.length;
  const codesOf = (row: number): Uint16Array => bank.capability.subarray(row * width, (row + 1) * width);
  const rows = Uint32Array.from(bank.ids.keys()).filter((row) => codesOf(row).some((code) => code !== 0));
  const codes = new Uint16Array(rows.length * width);
  rows.forEach((row, place) => {
    codes.set(codesOf(row), place * width);
  });
  const { values, weights } = bank.outcomes;
  const { mean, shifts } = additiveFit(codes, bank.outcomes, width);
  const residuals = new Float32Array(codes.length);
  const known = new Float32Array(codes.length);
  codes.forEach((code, cell) => {
    const model = cell % width;
    const expected = (mean[model] as number) + (shifts[(cell - model) / width] as number);
    known[cell] = weights[code] as number;
    residuals[cell] = (weights[code] as number) * ((values[code] as number) - expected);
  });
  return { rows, outcomes: { mean, shifts, residuals, known } };
}

/** Fits m and b by turns of weighted means. */
function additiveFit(
  codes: Uint16Array,
  { values, weights }: Outcomes,
  width: number,
): Pick<KnownOutcomes, "mean" | "shifts"> {
  const shifts = new Float32Array(width === 0 ? 0 : codes.length / width);
  const mean = new Float64Array(width);
  for (let round = 0; round < ROUNDS; round++) {
    const ofModels = new Sums(width);
    const ofQuestions = new Sums(shifts.length);
    codes.forEach((code, cell) => {
      const model = cell % width;
      ofModels.add(
        model,
        weights[code] as number,
        (values[code] as number) - (shifts[(cell - model) / width] as number),
      );
    });
    mean.set(ofModels.means(ofModels.meanOfMeans(), PRIOR_OF_MODELS));
    codes.forEach((code, cell) => {
      const model = cell % width;
      ofQuestions.add(
        (cell - model) / width,
        weights[code] as number,
        (values[code] as number) - (mean[model] as number),
      );
    });
    shifts.set(ofQuestions.means(0, PRIOR_OF_QUESTIONS));
  }
  return { mean, shifts };
}

/** Weighted sums, by group. */
class Sums {
  readonly #sums: Float64Array;
  readonly #weights: Float64Array;

  constructor(groups: number) {
    this.#sums = new Float64Array(groups);
    this.#weights = new Float64Array(groups);
  }

  add(group: number, weight: number, value: number): void {
    this.#sums[group] = (this.#sums[group] as number) + weight * value;
    this.#weights[group] = (this.#weights[group] as number) + weight;
  }

  /** Returns the mean of each group, with `prior` values of `middle` added. */
  means(middle: number, prior: number): Float64Array {
    return this.#sums.map((sum, group) => (sum + prior * middle) / ((this.#weights[group] as number) + prior));
  }

  /** Returns the mean of the groups that have any weight, each counting once; 0 when none has. */
  meanOfMeans(): number {
    const groups = [...this.#sums.keys()].filter((group) => (this.#weights[group] as number) > 0);
    const total = groups.reduce(
      (sum, group) => sum + (this.#sums[group] as number) / (this.#weights[group] as number),
      0,
    );
    return groups.length > 0 ? total / groups.length : 0;
  }
}
