import type { Sampling } from "../core/ports.ts";
import type { ChatTarget } from "./chat-target.ts";
import { requestBody } from "./request-body.ts";

type Asked = Pick<ChatTarget, "kind" | "baseUrl" | "model">;

/** The output limit that a request holds; the larger where it holds two. A model's own fields may have changed it. */
export function sentLimit(server: Asked, sampling: Sampling): number | null {
  const request = { messages: [], choices: 1, logprobs: false, sampling, seed: 0, usefulForMs: null };
  const body = requestBody(server, request);
  const limits = [body["max_tokens"], body["max_completion_tokens"]].filter((limit) => typeof limit === "number");
  return limits.length === 0 ? null : Math.max(...limits);
}

/** The output tokens that a model's own fields allow whatever a run asks for: Infinity where they take the limit out. */
export function ownOutputTokens(server: Asked): number {
  const sent = sentLimit(server, { temperature: 0, presencePenalty: 0, maxOutputTokens: 0 });
  return sent ?? Infinity;
}
