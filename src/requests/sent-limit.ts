import type { Sampling } from "../core/ports.ts";
import type { ChatTarget } from "../servers/index.ts";
import { requestBody } from "./request-body.ts";

type Asked = Pick<ChatTarget, "kind" | "baseUrl" | "model">;

/** Returns the output limit in a request; of two limits the larger one. A model's own fields may have changed it. */
export function sentLimit(server: Asked, sampling: Sampling): number | null {
  const request = { messages: [], choices: 1, logprobs: false, sampling, seed: 0, usefulForMs: null };
  const body = requestBody(server, request);
  const limits = [body["max_tokens"], body["max_completion_tokens"]].filter((limit) => typeof limit === "number");
  return limits.length === 0 ? null : Math.max(...limits);
}

/**
 * Returns the output tokens that a model's own fields allow, whatever a run requests; Infinity when they remove the
 * limit.
 */
export function ownOutputTokens(server: Asked): number {
  const sent = sentLimit(server, { temperature: 0, presencePenalty: 0, maxOutputTokens: 0 });
  return sent ?? Infinity;
}
