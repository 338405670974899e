import type { TokenPrices, RandomSource } from "../core/ports.ts";
import { profileOf, type Profile } from "./profiles.ts";
import { commonDifficulty } from "./difficulty.ts";
import type { KnownQuestion } from "./known-questions.ts";

/** US dollars per million tokens for each thousand million parameters. */
const PROMPT_PRICE = 0.004;
const COMPLETION_PRICE = 0.012;

/**
 * Returns what a real model of this size might cost, so that tables which are marked as simulated have a cost to
 * compare. Nobody is ever charged.
 *
 * @param model whose name tells its size, as in `QwQ-32B`
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
 * Returns how long a simulated model would have taken over a reply, where the server sent it at once.
 *
 * @param model id or bank name of a simulated model
 * @param completionTokens of all choices together, thinking included, as the usage says
 * @param choices how many were written side by side, at least 1
 * @returns milliseconds from request to last token; null for a model that is not simulated
 */
export function simulatedDurationMs(model: string, completionTokens: number, choices = 1): number | null {
  const profile = profileOf(model);
  if (profile === undefined) return null;
  return profile.firstTokenMs + (completionTokens / choices / profile.tokensPerSecond) * 1000;
}

/** Tokens of thinking about a middling question. */
const MIDDLING = 2600;
/** How the logarithm of that number grows with difficulty, and how far it varies from reply to reply. */
const [BY_DIFFICULTY, BY_CHANCE] = [0.6, 0.8] as const;

/**
 * Returns how many tokens a real model of this kind would have spent on thinking that the simulated one does not send:
 * none where it does not think, more for hard questions, now and then too many for an output limit of 8192.
 *
 * @param random the reply's stream
 */
export function unsentThinking({ thinking }: Profile, question: KnownQuestion, random: RandomSource): number {
  if (thinking === null) return 0;
  const deviation = BY_DIFFICULTY * commonDifficulty(question) + BY_CHANCE * (random() + random() - 1);
  return Math.round(MIDDLING * Math.exp(deviation));
}
