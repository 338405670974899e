import { codeBlocks } from "../core/reading/index.ts";
import { referencePrompt } from "../core/messages/index.ts";
import type { BankQuestion } from "../core/question-bank/index.ts";
import { answerIn, sameAnswer } from "./answers.ts";
import { type KnownQuestion, type KnownQuestions, knownQuestions } from "./known-questions.ts";
import type { PreparedReply } from "./prepared-replies.ts";
import type { Profile } from "./profiles.ts";
import { profiles } from "./profiles.ts";
import { type Prompt, readPrompt } from "./prompt.ts";
import { simulatedReply } from "./reply.ts";

/** The outcomes of one question, a line of format `capability-jsonl`. */
interface QuestionCapability {
  readonly questionId: string;
  /** 1 right, 0 wrong, for every simulated model. */
  readonly correct: Readonly<Record<string, 0 | 1>>;
}

/**
 * Returns Eq. 1 for the simulated pool: asks every model every question that the demo knows, with seed 0, and compares
 * the answer in the reply with the right one.
 *
 * @param prepared replies to questions whose task does not contain any
 * @returns one entry per known question, in the order of `questions`
 */
export function demoCapability(
  questions: readonly BankQuestion[],
  prepared: readonly PreparedReply[] = [],
): QuestionCapability[] {
  const known = knownQuestions(questions, prepared);
  return questions.flatMap(({ id, question: text }) => {
    const question = known.find((one) => one.id === id);
    if (question === undefined) return [];
    const prompt = readPrompt(referencePrompt({ text, context: [], conversation: [] }));
    const outcomes = profiles.map((profile) => [profile.id, outcome(profile, known, question, prompt)]);
    return [{ questionId: id, correct: Object.fromEntries(outcomes) as Record<string, 0 | 1> }];
  });
}

function outcome(profile: Profile, known: KnownQuestions, question: KnownQuestion, prompt: Prompt): 0 | 1 {
  const { text } = simulatedReply(profile, known, prompt, { seed: 0, choice: 0 });
  const answer = answerIn(question, { text, code: codeBlocks(text)[0] ?? null });
  return answer !== null && sameAnswer(answer, question.reference) ? 1 : 0;
}
