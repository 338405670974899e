import { neighboursAmong, supportOf } from "../selection/index.ts";
import type { KnownOutcomes } from "./known-outcomes.ts";

/** Rows that vote, and how much each counts. */
export interface Vote {
  readonly rows: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

/** The votes of a question's neighbours. */
export interface Votes {
  /** RPS (Eq. 3): all of at least gamma times the N_sup_base-th similarity, by their similarity. */
  readonly support: Vote;
  /** The 15 nearest, which vote on the question's labels, by how much nearer they are than .98 of the last one. */
  readonly nearest: Vote;
}

const GAMMA = 0.95;
const NEAREST = 15;
/** Below 1, so that questions as similar as the last neighbour count a little too. */
const EDGE = 0.98;

/** Returns the votes for similarities S (length N, not negative). Questions of similarity 0 never vote. */
export function votesOf(similarities: Float32Array): Votes {
  const size = similarities.length;
  const base = Math.min(400, Math.max(20, Math.floor(size / 2)));
  const support = supportOf(neighboursAmong(similarities, base, GAMMA), size, base, GAMMA);
  const edge = EDGE * (support.similarities[Math.min(NEAREST, size) - 1] ?? 0);
  const nearest = support.similarities.map((similarity) => Math.max(0, similarity - edge));
  return {
    support: { rows: support.rows, weights: support.similarities },
    nearest: { rows: support.rows, weights: nearest },
  };
}

/** Sums over some questions, for `shrunkMean`. */
export interface Evidence {
  /** How many questions the sums count as. */
  readonly questions: number;
  /** Sum of b. */
  readonly shift: number;
  /** Sums of the residuals and of their weights, length R. */
  readonly residuals: ArrayLike<number>;
  readonly known: ArrayLike<number>;
}

/**
 * Returns what models are expected to do on questions like those of the evidence, length R:
 * `m_r + sum b / (n + prior) + sum of residuals / (sum of their weights + prior)`. When all outcomes are known, this is
 * the mean of the outcomes, shrunk to m. A model with few known outcomes among them is near its mean.
 *
 * @param prior how many questions as elsewhere count beside those of the evidence
 */
export function shrunkMean(
  mean: Float64Array,
  { questions, shift, residuals, known }: Evidence,
  prior: number,
): Float64Array {
  const common = shift / (questions + prior);
  return mean.map((own, model) => own + common + (residuals[model] as number) / ((known[model] as number) + prior));
}

/**
 * Returns the evidence of the rows that vote, in units of a question.
 *
 * @param questions how many questions the votes count as; by default each row that votes is one
 */
export function evidenceOf({ rows, weights }: Vote, outcomes: KnownOutcomes, questions = rows.length): Evidence {
  const width = outcomes.mean.length;
  const residuals = new Float64Array(width);
  const known = new Float64Array(width);
  let shift = 0;
  let total = 0;
  for (let i = 0; i < rows.length; i++) total += weights[i] as number;
  if (total === 0) return { questions: 0, shift, residuals, known };
  const scale = questions / total;
  for (let i = 0; i < rows.length; i++) {
    const weight = scale * (weights[i] as number);
    const start = (rows[i] as number) * width;
    shift += weight * (outcomes.shifts[rows[i] as number] as number);
    for (let model = 0; model < width; model++) {
      residuals[model] = (residuals[model] as number) + weight * (outcomes.residuals[start + model] as number);
      known[model] = (known[model] as number) + weight * (outcomes.known[start + model] as number);
    }
  }
  return { questions, shift, residuals, known };
}
