import { type LabelGroups, labelledMean, labelPosterior } from "./label-posterior.ts";
import { placedMean, type Places } from "./places.ts";
import type { KnownOutcomes } from "./known-outcomes.ts";
import { evidenceOf, shrunkMean, type Votes } from "./votes.ts";

/** The learners of the ensemble, in the order of their weights. */
export const learners = ["support", "places", "source", "topic"] as const;

/** How many questions as elsewhere count beside the support questions. */
const MEAN_COUNTS_AS = 10;

/** What the learners know of a bank of N evaluated questions and R models. */
export interface Learned {
  readonly outcomes: KnownOutcomes;
  readonly places: Places;
  /** Groups by the source of a question. */
  readonly bySource: LabelGroups;
  /** Groups by source, domain and topic together. */
  readonly byTopic: LabelGroups;
}

/**
 * Returns what each learner predicts for a question, in their order, each of length R:
 *
 * - `support`: RPS, with each support question weighed also by how probable its source is;
 * - `places`: the mean of the questions for which the ridge regression predicts the same strengths;
 * - `source` and `topic`: the mean of each label's questions, by how probable the label is.
 *
 * @param regressed what the ridge regression predicts: R outcomes, then each source, then each topic
 * @param without the question's own place among the N, when it is one of them; -1 otherwise
 */
export function predictions(
  { outcomes, places, bySource, byTopic }: Learned,
  { support, nearest }: Votes,
  regressed: Float64Array,
  without = -1,
): readonly Float64Array[] {
  const width = outcomes.mean.length;
  const sources = width + bySource.sizes.length;
  const source = labelPosterior(nearest, bySource, regressed.subarray(width, sources));
  const topic = labelPosterior(nearest, byTopic, regressed.subarray(sources));
  const { rows } = support;
  const weights = Float64Array.from(
    support.weights,
    (weight, i) => weight * (source[bySource.of[rows[i] as number] as number] as number),
  );
  return [
    shrunkMean(outcomes.mean, evidenceOf({ rows, weights }, outcomes), MEAN_COUNTS_AS),
    placedMean(regressed.subarray(0, width), places, outcomes, without),
    labelledMean(source, bySource, outcomes, without),
    labelledMean(topic, byTopic, outcomes, without),
  ];
}
