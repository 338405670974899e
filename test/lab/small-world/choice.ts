import { highest, priorOf, type Ranked, sum } from "./selection.ts";
import { expect } from "./setup.ts";
import { type Answer, likeness, type Merged, type ModelName, type Said, type WorldQuestion } from "./world.ts";

// The choice of the answer: Eq. 7 among merged answers, a vote among references. Nothing of the product is used here.

/** A reference: a model's own answer. */
export interface Reference extends Said {
  readonly model: ModelName;
}

/** A merged answer. */
export interface Candidate extends Merged {
  readonly author: ModelName;
  /** Sum of the priors of the models whose answers are merged. */
  readonly subsetPrior: number;
  readonly similarity: number;
}

/** Returns the candidates with S_sim: the mean likeness to all candidates, including itself. */
export function scoredAll(candidates: readonly Omit<Candidate, "similarity">[]): Candidate[] {
  const like = (one: Said, other: Said): number =>
    one.answer === null || other.answer === null ? 1 : likeness(one.answer, other.answer);
  const compared = scored(candidates);
  return candidates.map((one) => ({
    ...one,
    similarity: sum(compared.map((other) => like(one, other))) / compared.length,
  }));
}

/** Returns the answers that were not cut off; if all were, all of them. */
export function scored<One extends Said>(candidates: readonly One[]): readonly One[] {
  const finished = candidates.filter(({ cutOff }) => !cutOff);
  return finished.length > 0 ? finished : candidates;
}

/**
 * Eq. 7: returns the candidate with the highest S_sim + lambda (1 - PPL); ties go by the priors of the subset. Returns
 * null without candidates.
 */
export function choose(candidates: readonly Candidate[], lambda: number): Candidate | null {
  const score = ({ similarity, perplexity }: Candidate): number => similarity + lambda * (1 - perplexity);
  const able = scored(candidates);
  if (able.length === 0) return null;
  const most = Math.max(...able.map(score));
  const equal = able.filter((one) => most - score(one) < 1e-6);
  const best = highest(equal, ({ subsetPrior }) => subsetPrior);
  const alike = equal.filter(({ subsetPrior }) => subsetPrior === best.subsetPrior);
  expect(
    alike.every(({ answer }) => answer === best.answer),
    "chance alone decides between two answers",
  );
  return best;
}

/**
 * Returns the most frequent answer; of equally frequent ones, the one whose models have the highest priors. For
 * programs, returns the answer that is closest to all.
 */
export function vote(
  { dataSet }: WorldQuestion,
  arrived: readonly Reference[],
  ranked: readonly Ranked[],
): Answer | null {
  if (arrived.length === 0) return null;
  const answers = arrived.map(({ answer }) => answer as Answer);
  const summed = (answer: Answer): number =>
    sum(arrived.map((one) => (one.answer === answer ? priorOf(one.model, ranked) : 0)));
  const votes = (answer: Answer): number =>
    dataSet === "programs"
      ? sum(answers.map((other) => likeness(answer, other)))
      : answers.filter((other) => other === answer).length;
  const most = Math.max(...answers.map(votes));
  return highest(
    answers.filter((answer) => most - votes(answer) < 1e-6),
    summed,
  );
}
