import type { Embedding } from "../../core/embedding.ts";
import { type GivenAnswer, posteriorOdds, similarityScores, squaredOdds } from "../../core/enhancement/index.ts";
import { type CandidateSet, hasAnswers, type KnownCandidate } from "./candidate-sets.ts";
import { tokenLikeness } from "./token-likeness.ts";

/** A set with everything that rules look at, one value a candidate. */
export interface MeasuredSet extends CandidateSet {
  readonly embeddings: readonly Embedding[];
  /** Share of the question's examples that the candidate's code passes; null where none could be run. */
  readonly passed: readonly (number | null)[];
}

/** A way to choose a candidate: the highest value is chosen. */
export interface ChoiceRule {
  readonly name: string;
  /** Returns one list of values for each step; a later step decides between those that are equal in the earlier ones. */
  readonly values: (set: MeasuredSet) => readonly (readonly number[])[];
  /** Whether the rule looks at examples, so that it is nothing new for a file without examples. */
  readonly usesExamples?: true;
  /** Whether the rule says anything about a set; absent for always. */
  readonly appliesTo?: (set: MeasuredSet) => boolean;
}

const priors = ({ candidates }: MeasuredSet): number[] => candidates.map(({ prior }) => prior);
const similarities = ({ embeddings }: MeasuredSet): number[] => similarityScores(embeddings);
const likeness = ({ candidates }: MeasuredSet): number[] => tokenLikeness(candidates.map(({ text }) => text));
const examples = ({ passed }: MeasuredSet): number[] => passed.map((share) => share ?? 0);

/** S_sim, as the paper chooses without perplexity. */
export const bySimilarity: ChoiceRule = { name: "S_sim", values: (set) => [similarities(set), priors(set)] };

/** The examples of the question first, then the prior. */
export const byExamples: ChoiceRule = {
  name: "examples, then prior",
  values: (set) => [examples(set), priors(set), similarities(set)],
  usesExamples: true,
};

/** A vote in which each model weighs as much as the squared odds of its prior. */
export const bySquaredOdds: ChoiceRule = {
  name: "squared odds",
  values: (set) => [votes(set, squaredOdds), priors(set)],
  appliesTo: hasAnswers,
};

/** The rules that are compared. `random` stands for any choice without knowledge. */
export const rules: readonly ChoiceRule[] = [
  { name: "random", values: () => [] },
  { name: "prior", values: (set) => [priors(set)] },
  bySimilarity,
  { name: "agreement of tokens", values: (set) => [likeness(set), priors(set)] },
  {
    name: "examples, then S_sim",
    values: (set) => [examples(set), similarities(set), priors(set)],
    usesExamples: true,
  },
  { name: "examples, then tokens", values: (set) => [examples(set), likeness(set), priors(set)], usesExamples: true },
  byExamples,
  { name: "majority", values: (set) => [votes(set, () => 1), priors(set)], appliesTo: hasAnswers },
  bySquaredOdds,
  { name: "posterior odds, m = 2", values: (set) => [chances(set, 2), priors(set)], appliesTo: hasAnswers },
];

/** Returns whether code was run on examples for any candidate of a set. */
export function hasRunExamples({ passed }: MeasuredSet): boolean {
  return passed.some((share) => share !== null);
}

/** Values that differ by less are equal: sums of the same numbers in another order. */
const TOLERANCE = 1e-9;

/** Returns the chance that a rule's choice is right: candidates that it cannot tell apart are equally likely. */
export function accuracyOf({ values }: ChoiceRule, set: MeasuredSet): number {
  let best = [...set.candidates.keys()];
  for (const step of values(set)) {
    const highest = Math.max(...best.map((index) => step[index] ?? 0));
    best = best.filter((index) => highest - (step[index] ?? 0) <= TOLERANCE);
  }
  return best.filter((index) => set.candidates[index]?.correct === true).length / best.length;
}

/** Returns for each candidate the summed weight of all candidates with its answer; 0 without an answer. */
function votes({ candidates }: MeasuredSet, weight: (prior: number) => number): number[] {
  const sums = new Map<string, number>();
  for (const { answer, prior } of candidates)
    if (answer != null) sums.set(answer, (sums.get(answer) ?? 0) + weight(prior));
  return candidates.map(({ answer }) => (answer == null ? 0 : (sums.get(answer) ?? 0)));
}

/** Returns for each candidate the posterior chance that its answer is right; 0 without an answer. */
function chances({ candidates }: MeasuredSet, wrongAnswers: number): number[] {
  const likely = posteriorOdds(givenAnswers(candidates), wrongAnswers);
  const byAnswer = new Map(likely.map(({ answer, odds }) => [answer, 1 / (1 + 1 / odds)]));
  return candidates.map(({ answer }) => (answer == null ? 0 : (byAnswer.get(answer) ?? 0)));
}

/** Returns the answers of candidates that state one. */
export function givenAnswers(candidates: readonly KnownCandidate[]): GivenAnswer[] {
  return candidates.flatMap(({ answer, prior }) => (answer == null ? [] : [{ answer, prior }]));
}
