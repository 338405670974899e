import type { RandomSource } from "../core/ports.ts";
import { randomStream } from "../core/random.ts";
import { answerIn, sameAnswer, mostFrequent } from "./answers.ts";
import { answersRight, knows } from "./knowledge.ts";
import type { KnownQuestion, KnownQuestions } from "./known-questions.ts";
import type { Profile } from "./profiles.ts";
import type { PromptReference } from "./prompt.ts";
import { pick } from "./wording.ts";

/** A simulated model before a question that the demo knows. */
interface Answering {
  readonly profile: Profile;
  readonly known: KnownQuestions;
  readonly question: KnownQuestion;
  /** The draw's own stream. */
  readonly random: RandomSource;
}

/** Returns the answer that a model gives: merged of the references where any of them has an answer, else its own. */
export function chooseAnswer(answering: Answering, references: readonly PromptReference[]): string {
  return mergedAnswer(answering, references) ?? ownAnswer(answering);
}

/** Returns a referencer's answer: the right one, or a wrong one put forward just as confidently. */
function ownAnswer({ profile, known, question, random }: Answering): string {
  return answersRight(profile, known, question, random)
    ? question.reference
    : temptingAnswer(profile, question, random);
}

/** The chance that an aggregator puts right what is wrong in all references, where it knows the question itself. */
const MENDING = 0.25;
/** What each reference adds to the chance that the worst aggregator loses its way. */
const CONFUSION = 0.04;
/** The share of draws in which an aggregator reads a question as it always does. */
const STEADINESS = 0.4;

/**
 * Returns an aggregator's answer: the right one as likely as the references make it, else the most frequent of the
 * wrong ones, or one of its own where all references are right. Undefined when no reference has an answer.
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
  // What misleads an aggregator once misleads it again: mostly other references, not luck, make another candidate.
  const steady = random() < STEADINESS;
  const luck = steady ? randomStream(0, `${question.id}/${profile.id}/merging`)() : random();
  return luck < likely ? question.reference : (mostFrequent(wrong) ?? temptingAnswer(profile, question, random));
}

/**
 * Returns the probability of a right answer from references of which some are right: it falls with the wrong ones that
 * speak against each right one, and with their number, for weak aggregators more than for strong ones.
 */
function recognition({ aggregation }: Profile, right: number, wrong: number): number {
  const confusion = CONFUSION * (1 - aggregation) * (right + wrong);
  return aggregation ** (wrong / right) * (1 - confusion);
}

/** Returns the probability of a right answer where no reference is right. */
function mending(profile: Profile, known: KnownQuestions, question: KnownQuestion): number {
  return knows(profile, known, question) ? MENDING * profile.aggregation : 0;
}

/** The share of a family's questions in which it falls for what tempts everybody. */
const COMMON_TRAP = 0.6;
/** The share of draws in which a model that errs makes its family's mistake. */
const FAMILY_LIKENESS = 0.8;

/**
 * Returns the wrong answer that a model gives. Most errors are shared, within a family and often beyond, so that a
 * majority can be wrong.
 *
 * @param random the draw's own stream
 */
function temptingAnswer({ voice }: Profile, { id, wrong }: KnownQuestion, random: RandomSource): string {
  if (random() >= FAMILY_LIKENESS) return pick(wrong, random);
  const familys = randomStream(0, `${id}/${voice}/mistake`);
  return pick(wrong, familys() < COMMON_TRAP ? randomStream(0, `${id}/mistake`) : familys);
}
