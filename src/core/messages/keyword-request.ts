import { type Parameters, samplingFor } from "../parameters.ts";
import type { ChatMessage, PoolMember } from "../ports.ts";
import type { Question } from "../question.ts";
import { retrievalText } from "../selection/index.ts";
import { shorten } from "../shorten.ts";
import { skillPrompt } from "./skill-prompt.ts";

/** Replies of one request: a keyword counts when two of them name it. */
export const KEYWORD_REPLIES = 5;
/** Output tokens of a reply of a model that does not think. */
export const TYPICAL_KEYWORD_TOKENS = 30;
/** Models that think need more than the keywords. */
const MOST_KEYWORD_TOKENS = 2048;
/** A longer question is shortened: its skills show in less. */
const MOST_QUESTION_BYTES = 20_000;

/** The messages that ask for the keywords of a live question: those that ask for a bank question's. */
export function keywordMessages(question: Question): ChatMessage[] {
  const text = shorten(retrievalText(question), MOST_QUESTION_BYTES);
  return skillPrompt({ question: text, task: { kind: "open" } });
}

/** Output tokens that each reply with keywords is allowed. */
export function keywordLimit(member: PoolMember, parameters: Parameters): number {
  return Math.min(MOST_KEYWORD_TOKENS, samplingFor(member, parameters).maxOutputTokens);
}
