import type { RandomSource } from "../core/ports.ts";
import { answerIn, sameAnswer } from "./answer-in.ts";
import { mostFrequentCode } from "./code.ts";
import { answersRight } from "./knowledge.ts";
import type { KnownQuestion, KnownQuestions } from "./known-questions.ts";
import { pick } from "./pick.ts";
import type { Profile } from "./profiles.ts";
import type { PromptReference } from "./prompt.ts";

/** A referencer's answer: the right one, or a wrong one put forward just as confidently. */
export function ownAnswer(
  profile: Profile,
  known: KnownQuestions,
  question: KnownQuestion,
  random: RandomSource,
): string {
  return answersRight(profile, known, question, random) ? question.reference : pick(question.wrong, random);
}

/**
 * An aggregator's answer: a right reference's, if there is one and the model is good enough to see it, else the most
 * frequent. Undefined when no reference has one.
 */
export function mergedAnswer(
  { aggregation }: Profile,
  question: KnownQuestion,
  references: readonly PromptReference[],
  random: RandomSource,
): string | undefined {
  const answers = references.map((reference) => answerIn(question, reference)).filter((answer) => answer !== null);
  const right = answers.find((answer) => sameAnswer(answer, question.reference));
  return right !== undefined && random() < aggregation ? right : mostFrequentCode(answers);
}
