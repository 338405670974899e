import { createHash } from "node:crypto";
import type { ServedAt } from "../../chat/index.ts";
import type { ChatMessage, Sampling } from "../../core/ports.ts";
import type { Task } from "../../core/question-bank/index.ts";
import { checkerVersion } from "../../core/tasks/index.ts";

/** 64 bits: enough that no two prompts of a bank ever share them. */
const DIGITS = 16;

/** Returns a fingerprint that differs between the prompts of two questions, or of two versions of one question. */
export function promptFingerprint(messages: readonly ChatMessage[]): string {
  return hashOf(messages.map(({ role, content }) => [role, content]));
}

/**
 * Returns a fingerprint of how a server is asked, independent of the question: the sampling, and the effect of the
 * model's own settings on a request.
 */
export function askingFingerprint(
  { temperature, presencePenalty, maxOutputTokens }: Sampling,
  { parameters = {}, systemPrompt = "", systemRole = "system" }: ServedAt["model"],
): string {
  const own = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return hashOf([temperature, presencePenalty, maxOutputTokens, own, systemPrompt, systemRole]);
}

/**
 * Returns a fingerprint of everything that a reply depends on besides the model: a reply with another fingerprint
 * answers something else.
 *
 * @param prompt of `promptFingerprint`
 * @param asking of `askingFingerprint`
 */
export function replyFingerprint(prompt: string, asking: string): string {
  // Not hashed again, because it is compared for every pair whenever pairs are counted.
  return `${prompt}-${asking}`;
}

/**
 * Returns a fingerprint of everything that a verdict depends on besides the reply: the checker, and what the task says
 * is right.
 */
export function checkFingerprint(task: Task): string {
  return hashOf([checkerVersion(task), task]);
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, DIGITS);
}
