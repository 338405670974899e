import { createHash } from "node:crypto";
import type { ServedAt } from "../../chat/index.ts";
import type { ChatMessage, Sampling } from "../../core/ports.ts";
import type { Task } from "../../core/question-bank/index.ts";
import { checkerVersion } from "../../core/tasks/index.ts";

/** 64 bits: no two prompts of a bank will ever share them. */
const DIGITS = 16;

/** Returns what tells the prompts of two questions, or two versions of one, apart. */
export function promptFingerprint(messages: readonly ChatMessage[]): string {
  return hashOf(messages.map(({ role, content }) => [role, content]));
}

/**
 * Returns how a server is asked, whatever the question: the sampling, and what the model's own settings make of a
 * request.
 */
export function askingFingerprint(
  { temperature, presencePenalty, maxOutputTokens }: Sampling,
  { parameters = {}, systemPrompt = "", systemRole = "system" }: ServedAt["model"],
): string {
  const own = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashOf([temperature, presencePenalty, maxOutputTokens, own, systemPrompt, systemRole]);
}

/**
 * Returns what a reply depends on besides the model: a reply with another fingerprint was given to something else.
 *
 * @param prompt of `promptFingerprint`
 * @param asking of `askingFingerprint`
 */
export function replyFingerprint(prompt: string, asking: string): string {
  // Not hashed again: it is compared for every pair whenever pairs are counted.
  return `${prompt}-${asking}`;
}

/** Returns what a verdict depends on besides the reply: the checker and what the task says is right. */
export function checkFingerprint(task: Task): string {
  return hashOf([checkerVersion(task), task]);
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, DIGITS);
}
