import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import type { TestContext } from "node:test";
import pLimit from "p-limit";
import { openAiCompatible } from "../../../src/chat/openai-compatible.ts";
import { ChatError } from "../../../src/core/errors.ts";
import type { ChatDelta } from "../../../src/core/ports.ts";
import { localServer, type SeenRequest } from "../http/local-server.ts";
import { type Call, request, targetAt } from "./stream.ts";

export { request } from "./stream.ts";

/** Sends requests to a server that answers as the test says. */
export async function converse(
  t: TestContext,
  answer: (request: SeenRequest, response: ServerResponse) => void | Promise<void>,
  { request: changes = {}, signal = new AbortController().signal, ...target }: Call = {},
) {
  const server = await localServer(answer);
  t.after(() => server.close());
  const deltas: ChatDelta[] = [];
  const chat = openAiCompatible(targetAt(server.url, target), pLimit(4));
  const reply = chat.chat({ ...request, ...changes }, (delta) => deltas.push(delta), signal);
  return { server, deltas, chat, reply };
}

/** Returns the ChatError that a call must end with. */
export async function failureOf(reply: Promise<unknown>): Promise<ChatError> {
  const error: unknown = await reply.then(
    () => assert.fail("The call should have failed."),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ChatError, String(error));
  return error;
}
