import type { RandomSource } from "../core/ports.ts";
import { commonDifficulty } from "./difficulty.ts";
import type { KnownQuestion } from "./known-questions.ts";
import type { Profile } from "./profiles.ts";

/** Tokens of thinking about a middling question. */
const MIDDLING = 2600;
/** How the logarithm of that number grows with difficulty, and how far it varies from reply to reply. */
const [BY_DIFFICULTY, BY_CHANCE] = [0.6, 0.8] as const;

/**
 * How many tokens a real model of this kind would have spent on thinking that the simulated one does not send: none
 * where it does not think, more for hard questions, now and then too many for an output limit of 8192.
 *
 * @param random the reply's stream
 */
export function unsentThinking({ thinking }: Profile, question: KnownQuestion, random: RandomSource): number {
  if (thinking === null) return 0;
  const deviation = BY_DIFFICULTY * commonDifficulty(question) + BY_CHANCE * (random() + random() - 1);
  return Math.round(MIDDLING * Math.exp(deviation));
}
