import type { TokenPrices, RandomSource } from "../core/ports.ts";
import { profileOf, type Profile } from "./profiles.ts";
import { commonDifficulty } from "./difficulty.ts";
import type { KnownQuestion } from "./known-questions.ts";

/** US dollars per million tokens for each thousand million parameters. */
const PROMPT_PRICE = 0.004;
const COMPLETION_PRICE = 0.012;

/**
 * Returns the prices that a real model of this size might have, so that tables which are marked as simulated have a
 * cost to compare. These prices are never charged.
 *
 * @param model a name that contains the size, as in `QwQ-32B`
 * @throws RangeError when it does not
 */
export function notionalPrices(model: string): TokenPrices {
  const size = Number(/(\d+)b\b/i.exec(model)?.[1]);
  if (!(size > 0)) throw new RangeError(`The name of ${model} does not say its size.`);
  const rounded = (usd: number): number => Math.round(usd * 1000) / 1000;
  return {
    promptUsdPerMTok: rounded(size * PROMPT_PRICE),
    completionUsdPerMTok: rounded(size * COMPLETION_PRICE),
  };
}

/**
 * Returns how long a simulated model would have taken for a reply that the server sent at once.
 *
 * @param model id or bank name of a simulated model
 * @param completionTokens of all choices together, including thinking, as in the usage
 * @param choices how many were generated in parallel, at least 1
 * @returns milliseconds from request to last token; null for a model that is not simulated
 */
export function simulatedDurationMs(model: string, completionTokens: number, choices = 1): number | null {
  const profile = profileOf(model);
  if (profile === undefined) return null;
  return profile.firstTokenMs + (completionTokens / choices / profile.tokensPerSecond) * 1000;
}

/** Tokens of thinking about a question of average difficulty. */
const MIDDLING = 2600;
/** How the logarithm of that number grows with difficulty, and how much it varies between replies. */
const [BY_DIFFICULTY, BY_CHANCE] = [0.6, 0.8] as const;

/**
 * Returns how many thinking tokens a real model of this kind would have used that the simulated one does not send: none
 * when it does not think, more for hard questions, and sometimes more than an output limit of 8192.
 *
 * @param random the random stream of this reply
 */
export function unsentThinking({ thinking }: Profile, question: KnownQuestion, random: RandomSource): number {
  if (thinking === null) return 0;
  const deviation = BY_DIFFICULTY * commonDifficulty(question) + BY_CHANCE * (random() + random() - 1);
  return Math.round(MIDDLING * Math.exp(deviation));
}
