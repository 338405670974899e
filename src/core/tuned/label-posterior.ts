import type { KnownOutcomes } from "./known-outcomes.ts";
import { type Evidence, shrunkMean, type Vote } from "./votes.ts";

/** A label for each of the N questions, and what is known about the questions of each. */
export interface LabelGroups {
  /** Length N: the number of each question's label. */
  readonly of: Uint32Array;
  /** Number of questions with each label, and the sums of their b. */
  readonly sizes: Float64Array;
  readonly shifts: Float64Array;
  /** Labels x R: the sums of residuals and of their weights over the questions of each label. */
  readonly residuals: Float64Array;
  readonly known: Float64Array;
}

/** How many questions the overall mean counts as, beside the questions of a label. */
const MEAN_COUNTS_AS = 10;
/** The part of each evidence that is spread over all labels, so that neither can exclude a label. */
const DOUBT = 0.2;

/** Returns the groups of questions with these labels, numbered from 0 to `count` - 1. */
export function labelGroups(of: Uint32Array, count: number, outcomes: KnownOutcomes): LabelGroups {
  const width = outcomes.mean.length;
  const [sizes, shifts] = [new Float64Array(count), new Float64Array(count)];
  const [residuals, known] = [new Float64Array(count * width), new Float64Array(count * width)];
  of.forEach((label, row) => {
    sizes[label] = (sizes[label] as number) + 1;
    shifts[label] = (shifts[label] as number) + (outcomes.shifts[row] as number);
    for (let model = 0; model < width; model++) {
      const [to, from] = [label * width + model, row * width + model];
      residuals[to] = (residuals[to] as number) + (outcomes.residuals[from] as number);
      known[to] = (known[to] as number) + (outcomes.known[from] as number);
    }
  });
  return { of, sizes, shifts, residuals, known };
}

/**
 * Returns the probability of each label for a question, from two kinds of evidence, which are multiplied: the share of
 * the nearest questions that have the label, and the square of what the ridge regression predicts for it.
 *
 * @param predicted the regression of "has the label" (1 or 0), one value for each label
 */
export function labelPosterior(nearest: Vote, { of, sizes }: LabelGroups, predicted: ArrayLike<number>): Float64Array {
  const voted = new Float64Array(sizes.length);
  for (let i = 0; i < nearest.rows.length; i++) {
    const label = of[nearest.rows[i] as number] as number;
    voted[label] = (voted[label] as number) + (nearest.weights[i] as number);
  }
  const regressed = Float64Array.from(predicted, (value) => Math.max(0, value) ** 2);
  const doubt = DOUBT / Math.max(1, sizes.length);
  const [votes, predictions] = [shares(voted), shares(regressed)];
  return shares(votes.map((vote, label) => (vote + doubt) * ((predictions[label] as number) + doubt)));
}

function shares(values: Float64Array): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => (total > 0 ? value / total : 0));
}

/**
 * Returns the shrunk means of the labels' questions, weighed by the probability of each label; length R.
 *
 * @param without a question that takes no part; -1 for none
 */
export function labelledMean(
  posterior: Float64Array,
  groups: LabelGroups,
  outcomes: KnownOutcomes,
  without: number,
): Float64Array {
  const expected = new Float64Array(outcomes.mean.length);
  posterior.forEach((probability, label) => {
    if (probability === 0) return;
    const evidence = evidenceOfLabel(groups, label, outcomes, groups.of[without] === label ? without : -1);
    shrunkMean(outcomes.mean, evidence, MEAN_COUNTS_AS).forEach((value, model) => {
      expected[model] = (expected[model] as number) + probability * value;
    });
  });
  return expected;
}

function evidenceOfLabel(groups: LabelGroups, label: number, outcomes: KnownOutcomes, without: number): Evidence {
  const width = outcomes.mean.length;
  const [start, end] = [label * width, (label + 1) * width];
  const [residuals, known] = [groups.residuals.slice(start, end), groups.known.slice(start, end)];
  const [questions, shift] = [groups.sizes[label] as number, groups.shifts[label] as number];
  if (without < 0) return { questions, shift, residuals, known };
  const own = without * width;
  return {
    questions: questions - 1,
    shift: shift - (outcomes.shifts[without] as number),
    residuals: residuals.map((sum, model) => sum - (outcomes.residuals[own + model] as number)),
    known: known.map((sum, model) => sum - (outcomes.known[own + model] as number)),
  };
}
