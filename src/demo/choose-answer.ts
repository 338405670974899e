import type { RandomSource } from "../core/ports.ts";
import { randomStream } from "../core/random.ts";
import { answerIn, sameAnswer, mostFrequent } from "./answers.ts";
import { answersRight, knows } from "./knowledge.ts";
import type { KnownQuestion, KnownQuestions } from "./known-questions.ts";
import type { Profile } from "./profiles.ts";
import type { PromptReference } from "./prompt.ts";
import { pick } from "./wording.ts";

/** A simulated model and a question that the demo knows. */
interface Answering {
  readonly profile: Profile;
  readonly known: KnownQuestions;
  readonly question: KnownQuestion;
  /** The random stream of this draw. */
  readonly random: RandomSource;
}

/** Returns the answer that a model gives: merged from the references if any of them has an answer, else its own. */
export function chooseAnswer(answering: Answering, references: readonly PromptReference[]): string {
  return mergedAnswer(answering, references) ?? ownAnswer(answering);
}

/** Returns a referencer's answer: the right one, or a wrong one stated just as confidently. */
function ownAnswer({ profile, known, question, random }: Answering): string {
  return answersRight(profile, known, question, random)
    ? question.reference
    : temptingAnswer(profile, question, random);
}

/** Probability that an aggregator corrects what is wrong in all references, when it knows the question itself. */
const MENDING = 0.25;
/** How much each reference increases the probability that the worst aggregator gets confused. */
const CONFUSION = 0.04;
/** Share of draws in which an aggregator reads a question in its usual way. */
const STEADINESS = 0.4;

/**
 * Returns an aggregator's answer: the right one with the probability that the references give it, else the most
 * frequent wrong one, or a wrong one of its own when all references are right. Undefined when no reference has an
 * answer.
 */
function mergedAnswer(
  { profile, known, question, random }: Answering,
  references: readonly PromptReference[],
): string | undefined {
  const answers = references.map((reference) => answerIn(question, reference)).filter((answer) => answer !== null);
  if (answers.length === 0) return undefined;
  const wrong = answers.filter((answer) => !sameAnswer(answer, question.reference));
  const right = answers.length - wrong.length;
  const likely = right > 0 ? recognition(profile, right, wrong.length) : mending(profile, known, question);
  // What misleads an aggregator once misleads it again: mostly other references, and not luck, change the candidate.
  const steady = random() < STEADINESS;
  const luck = steady ? randomStream(0, `${question.id}/${profile.id}/merging`)() : random();
  return luck < likely ? question.reference : (mostFrequent(wrong) ?? temptingAnswer(profile, question, random));
}

/**
 * Returns the probability of a right answer from references of which some are right. It falls with the number of wrong
 * references per right one, and with their total number, for weak aggregators more than for strong ones.
 */
function recognition({ aggregation }: Profile, right: number, wrong: number): number {
  const confusion = CONFUSION * (1 - aggregation) * (right + wrong);
  return aggregation ** (wrong / right) * (1 - confusion);
}

/** Returns the probability of a right answer when no reference is right. */
function mending(profile: Profile, known: KnownQuestions, question: KnownQuestion): number {
  return knows(profile, known, question) ? MENDING * profile.aggregation : 0;
}

/** Share of a family's questions on which its usual mistake is the one that all families tend to make. */
const COMMON_TRAP = 0.6;
/** Share of draws in which a wrong model makes its family's mistake. */
const FAMILY_LIKENESS = 0.8;

/**
 * Returns the wrong answer that a model gives. Most errors are shared within a family and often beyond, so that a
 * majority can be wrong.
 *
 * @param random the random stream of this draw
 */
function temptingAnswer({ voice }: Profile, { id, wrong }: KnownQuestion, random: RandomSource): string {
  if (random() >= FAMILY_LIKENESS) return pick(wrong, random);
  const familys = randomStream(0, `${id}/${voice}/mistake`);
  return pick(wrong, familys() < COMMON_TRAP ? randomStream(0, `${id}/mistake`) : familys);
}
