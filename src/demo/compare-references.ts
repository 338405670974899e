import { MOST_CONSISTENT } from "../core/messages/index.ts";
import type { RandomSource } from "../core/ports.ts";
import { answerIn, sameAnswer, mostFrequent } from "./answers.ts";
import type { KnownQuestion } from "./known-questions.ts";
import type { Profile } from "./profiles.ts";
import type { PromptReference } from "./prompt.ts";

/**
 * Returns a model's statement about which reference agrees with most others: the first with the most frequent answer if
 * the model is good enough to see it, else any.
 *
 * @param question undefined when the demo does not know it; then only equal code, or equal text, counts as agreement
 * @param references at least one
 */
export function compareReferences(
  { aggregation }: Profile,
  question: KnownQuestion | undefined,
  references: readonly PromptReference[],
  random: RandomSource,
): { readonly text: string; readonly wrong: boolean } {
  const answers = references.map(
    (one) => (question === undefined ? null : answerIn(question, one)) ?? one.code ?? one.text,
  );
  const frequent = mostFrequent(answers) ?? "";
  const agreeing = answers.findIndex((answer) => sameAnswer(answer, frequent));
  const named = random() < aggregation ? agreeing : Math.floor(random() * references.length);
  const text = `The answers were compared, and this one is as good as any of its like.\n\n${MOST_CONSISTENT} ${named + 1}`;
  return { text, wrong: question !== undefined && !sameAnswer(answers[named] ?? "", question.reference) };
}
