import type { Embedding } from "../../core/embedding.ts";
import { similarityScores, squaredOdds } from "../../core/enhancement/index.ts";
import type { CandidateSet, KnownCandidate } from "./candidate-sets.ts";

/** A set with everything that rules look at, one value a candidate. */
export interface MeasuredSet {
  readonly candidates: readonly KnownCandidate[];
  readonly embeddings: readonly Embedding[];
  /** Share of the question's examples that the candidate's code passes; null where none could be run. */
  readonly passed: readonly (number | null)[];
}

/** A way to choose a candidate: the highest value is chosen. */
export interface ChoiceRule {
  readonly name: string;
  /** Returns one list of values for each step; a later step decides between those that are equal in the earlier ones. */
  readonly values: (set: MeasuredSet) => readonly (readonly number[])[];
  /** Whether the rule says anything about a set; absent for always. */
  readonly appliesTo?: (set: CandidateSet) => boolean;
}

const priors = ({ candidates }: MeasuredSet): number[] => candidates.map(({ prior }) => prior);
const similarities = ({ embeddings }: MeasuredSet): number[] => similarityScores(embeddings);
const tokenLikeness = ({ candidates }: MeasuredSet): number[] => {
  const bags = candidates.map(({ text }) => bagOf(text));
  return bags.map((one) => bags.reduce((sum, other) => sum + dice(one, other), 0));
};
const examples = ({ passed }: MeasuredSet): number[] => passed.map((share) => share ?? 0);

const withAnswers = ({ candidates }: CandidateSet): boolean => candidates.some(({ answer }) => answer !== undefined);

/** The rules that are compared. `random` stands for any choice without knowledge. */
export const rules: readonly ChoiceRule[] = [
  { name: "random", values: () => [] },
  { name: "prior", values: (set) => [priors(set)] },
  { name: "S_sim", values: (set) => [similarities(set), priors(set)] },
  { name: "agreement of tokens", values: (set) => [tokenLikeness(set), priors(set)] },
  { name: "examples, then S_sim", values: (set) => [examples(set), similarities(set), priors(set)] },
  { name: "examples, then tokens", values: (set) => [examples(set), tokenLikeness(set), priors(set)] },
  { name: "examples, then prior", values: (set) => [examples(set), priors(set), similarities(set)] },
  { name: "majority", values: (set) => [votes(set, () => 1), priors(set)], appliesTo: withAnswers },
  { name: "squared odds", values: (set) => [votes(set, squaredOdds), priors(set)], appliesTo: withAnswers },
];

/** Returns the chance that a rule's choice is right: candidates that it cannot tell apart are equally likely. */
export function accuracyOf({ values }: ChoiceRule, set: MeasuredSet): number {
  let best = [...set.candidates.keys()];
  for (const step of values(set)) {
    const highest = Math.max(...best.map((index) => step[index] ?? 0));
    best = best.filter((index) => highest - (step[index] ?? 0) <= 1e-9);
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

/** Returns how often each token occurs, without comments, and with numbers and texts as they are. */
function bagOf(text: string): ReadonlyMap<string, number> {
  const bare = text.replaceAll(/"""[^]*?"""|'''[^]*?'''|#.*$|\/\/.*$/gmu, "");
  const bag = new Map<string, number>();
  for (const token of bare.match(/[\p{L}_][\p{L}\p{N}_]*|\d+(?:\.\d+)?|[^\s\p{L}\p{N}_]/gu) ?? [])
    bag.set(token, (bag.get(token) ?? 0) + 1);
  return bag;
}

/** Returns the share of tokens that two bags have in common (Dice). */
function dice(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let [common, all] = [0, 0];
  for (const [token, count] of one) {
    common += Math.min(count, other.get(token) ?? 0);
    all += count;
  }
  for (const count of other.values()) all += count;
  return all === 0 ? 1 : (2 * common) / all;
}
