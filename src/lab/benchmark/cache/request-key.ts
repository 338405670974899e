import { createHash } from "node:crypto";
import type { ServedMember } from "../../../chat/index.ts";
import type { ChatRequest } from "../../../core/ports.ts";
import { askingFingerprint } from "../../../evaluation/asking/index.ts";

/** 128 bits in hexadecimal digits. */
const DIGITS = 32;

/**
 * Returns the key that tells requests apart. It covers model and server, the effect of the model's own settings on a
 * request, messages, sampling, choices, log-probabilities and seed. Requests with the same key are one request.
 */
export function requestKey({ name, reference, servers }: ServedMember, request: ChatRequest): string {
  const { messages, choices, logprobs, sampling, seed } = request;
  const asking = servers[0] === undefined ? "" : askingFingerprint(sampling, servers[0].model);
  const asked = [
    name,
    reference,
    asking,
    messages.map(({ role, content }) => [role, content]),
    choices,
    logprobs,
    seed,
  ];
  return createHash("sha256").update(JSON.stringify(asked)).digest("hex").slice(0, DIGITS);
}
