import { highest, priorOf, type Ranked, sum } from "./selection.ts";
import { expect } from "./setup.ts";
import { type Answer, likeness, type Merged, type ModelName, type Said, type WorldQuestion } from "./world.ts";

// Which answer is taken: Eq. 7 among merged ones, a vote among references. Nothing of the product is used here.

/** A reference: a model's own answer. */
export interface Reference extends Said {
  readonly model: ModelName;
}

/** A merged answer. */
export interface Candidate extends Merged {
  readonly author: ModelName;
  /** Summed prior of the models whose answers it merges. */
  readonly subsetPrior: number;
  readonly similarity: number;
}

/** S_sim: the mean likeness to all candidates, itself included. */
export function scoredAll(candidates: readonly Omit<Candidate, "similarity">[]): Candidate[] {
  const like = (one: Said, other: Said): number =>
    one.answer === null || other.answer === null ? 1 : likeness(one.answer, other.answer);
  const compared = scored(candidates);
  return candidates.map((one) => ({
    ...one,
    similarity: sum(compared.map((other) => like(one, other))) / compared.length,
  }));
}

/** Those that ended by themselves; where none did, all. */
export function scored<One extends Said>(candidates: readonly One[]): readonly One[] {
  const finished = candidates.filter(({ cutOff }) => !cutOff);
  return finished.length > 0 ? finished : candidates;
}

/** Eq. 7: the candidate with the highest S_sim + lambda (1 - PPL), ties by its subset's priors; null for none. */
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

/** The most frequent answer; of equal ones that whose models have the highest priors. Programs: that closest to all. */
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
