import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import type { TestContext } from "node:test";
import pLimit from "p-limit";
import type { ChatTarget } from "../../../src/adapters/chat/chat-target.ts";
import { openAiCompatible } from "../../../src/adapters/chat/openai-compatible.ts";
import { ChatError } from "../../../src/core/errors.ts";
import type { ChatDelta, ChatRequest } from "../../../src/core/ports.ts";
import type { EndpointModel } from "../../../src/core/settings/endpoint.ts";
import { localServer, type SeenRequest } from "../http/local-server.ts";

/** What is asked unless a test says otherwise. */
export const request: ChatRequest = {
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Hello?" },
  ],
  choices: 1,
  logprobs: false,
  sampling: { temperature: 0.7, presencePenalty: 1.05, maxOutputTokens: 100 },
  seed: 5,
  usefulForMs: null,
};

/** What a test changes about the call. */
export interface Call extends Partial<ChatTarget> {
  readonly request?: Partial<ChatRequest>;
  readonly signal?: AbortSignal;
}

/** Talks to a server that answers as the test says. */
export async function converse(
  t: TestContext,
  answer: (request: SeenRequest, response: ServerResponse) => void | Promise<void>,
  { request: changes = {}, signal = new AbortController().signal, ...target }: Call = {},
) {
  const server = await localServer(answer);
  t.after(() => server.close());
  const model: EndpointModel = { id: "m", promptUsdPerMTok: 1, completionUsdPerMTok: 2 };
  const limits = { firstTokenMs: 2000, idleMs: 2000 };
  const base = { name: "local", kind: "openai", baseUrl: `${server.url}/v1`, apiKey: null, headers: {}, limits, model };
  const deltas: ChatDelta[] = [];
  const chat = openAiCompatible({ ...base, ...target } as ChatTarget, pLimit(4));
  const reply = chat.chat({ ...request, ...changes }, (delta) => deltas.push(delta), signal);
  return { server, deltas, chat, reply };
}

/** The ChatError that a call must end with. */
export async function failureOf(reply: Promise<unknown>): Promise<ChatError> {
  const error: unknown = await reply.then(
    () => assert.fail("The call should have failed."),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ChatError, String(error));
  return error;
}
