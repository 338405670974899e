import type { ServerResponse } from "node:http";
import type { TestContext } from "node:test";
import type { ChatTarget } from "../../../src/servers/index.ts";
import { streamedRequest } from "../../../src/requests/index.ts";
import type { ChatDelta, ChatRequest } from "../../../src/core/ports.ts";
import { localServer, type SeenRequest } from "../http/local-server.ts";

/** The default request. */
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

/** The changes that a test makes to the call. */
export interface Call extends Partial<ChatTarget> {
  readonly request?: Partial<ChatRequest>;
  readonly signal?: AbortSignal;
}

/** Returns a model on a server at a URL, without a key. */
export function targetAt(url: string, changes: Partial<ChatTarget> = {}): ChatTarget {
  return {
    name: "local",
    kind: "openai",
    baseUrl: `${url}/v1`,
    apiKey: null,
    headers: {},
    limits: { connectMs: 2000, firstTokenMs: 2000, idleMs: 2000 },
    caFile: null,
    proxy: null,
    defaultProxy: null,
    model: { id: "m", promptUsdPerMTok: 1, completionUsdPerMTok: 2 },
    ...changes,
  };
}

/** Sends one request, without queue or retry, to a server that answers as the test says. */
export async function streamFrom(
  t: TestContext,
  answer: (request: SeenRequest, response: ServerResponse) => void | Promise<void>,
  { request: changes = {}, signal = new AbortController().signal, ...target }: Call = {},
) {
  const server = await localServer(answer);
  t.after(() => server.close());
  const asked = { ...request, ...changes };
  const deltas: ChatDelta[] = [];
  const reply = streamedRequest(targetAt(server.url, target), asked, (delta) => deltas.push(delta), signal);
  return { server, deltas, reply };
}
