import { type Parameters, samplingFor } from "../parameters.ts";
import type { ChatMessage, PoolMember } from "../ports.ts";
import type { Question } from "../question.ts";
import { retrievalText } from "../selection/index.ts";
import { shorten } from "../shorten.ts";
import { skillPrompt } from "./skill-prompt.ts";

/** Replies of one request; a keyword counts when two replies name it. */
export const KEYWORD_REPLIES = 5;
/** Typical output tokens of a reply by a model that does not think. */
export const TYPICAL_KEYWORD_TOKENS = 30;
/** Output limit of a reply in tokens: models that think need more than the keywords take. */
const MOST_KEYWORD_TOKENS = 2048;
/** Longer questions are shortened, because less text shows their skills. */
const MOST_QUESTION_BYTES = 20_000;

/** Returns the messages that ask for the keywords of a live question: the same as for a bank question. */
export function keywordMessages(question: Question): ChatMessage[] {
  const text = shorten(retrievalText(question), MOST_QUESTION_BYTES);
  return skillPrompt({ question: text, task: { kind: "open" } });
}

/** Returns the output limit of each reply with keywords, in tokens. */
export function keywordLimit(member: PoolMember, parameters: Parameters): number {
  return Math.min(MOST_KEYWORD_TOKENS, samplingFor(member, parameters).maxOutputTokens);
}
