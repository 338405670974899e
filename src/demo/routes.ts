import type { IncomingMessage, ServerResponse } from "node:http";
import { parseChatRequest } from "./chat-request.ts";
import { complete } from "./completion.ts";
import type { DemoQuestions } from "./demo-questions.ts";
import { type Pace, humanPace, instantPace, sendCompletion, sendJson, sendStream } from "./send.ts";
import { profileOf, demoModels } from "./profiles.ts";
import { RequestError } from "./request-error.ts";

/** State shared by all requests to one server. */
export interface ServerState {
  readonly questions: DemoQuestions;
  readonly instant: boolean;
  readonly notional: boolean;
  /** How many completions are being generated at the moment. */
  generating: number;
}

/** One exchange; the signal aborts when the client disconnects or the server closes. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly signal: AbortSignal;
}

type Handler = (state: ServerState, exchange: Exchange) => Promise<void> | void;

const routes = new Map<string, { readonly method: string; readonly handle: Handler }>([
  ["/health", { method: "GET", handle: health }],
  ["/v1/models", { method: "GET", handle: models }],
  ["/v1/chat/completions", { method: "POST", handle: chatCompletions }],
]);

/**
 * Answers one request.
 *
 * @throws RequestError when the request is refused
 */
export async function route(state: ServerState, exchange: Exchange): Promise<void> {
  const { method = "", url = "", headers } = exchange.request;
  if (!isLoopbackHost(headers.host)) throw new RequestError(403, "The demo server answers this machine only.");
  const path = url.split("?", 1)[0] ?? "";
  const found = routes.get(path);
  if (found === undefined) {
    throw new RequestError(404, `There is no ${path} here; try ${[...routes.keys()].join(", ")}.`);
  }
  if (found.method !== method) {
    throw new RequestError(405, `${path} takes ${found.method}, not ${method}.`, { headers: { allow: found.method } });
  }
  await found.handle(state, exchange);
}

/**
 * Returns whether a Host header names this machine. A web page whose name was rebound to 127.0.0.1 still sends its own
 * name.
 */
function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

function health({ generating }: ServerState, { response }: Exchange): void {
  sendJson(response, 200, { status: "ok", simulated: true, generating });
}

function models(_state: ServerState, { response }: Exchange): void {
  const data = demoModels.map((id) => ({ id, object: "model", created: 0, owned_by: "simulated" }));
  sendJson(response, 200, { object: "list", data });
}

async function chatCompletions(state: ServerState, { request, response, signal }: Exchange): Promise<void> {
  const pace: Pace = state.instant ? instantPace : humanPace();
  const asked = parseChatRequest(await readBody(request));
  const profile = profileOf(asked.model);
  if (profile === undefined) {
    const message = `The model ${JSON.stringify(asked.model)} does not exist; /v1/models lists those that do.`;
    throw new RequestError(404, message, { param: "model", code: "model_not_found" });
  }
  state.generating++;
  try {
    const completion = await complete(profile, state, asked);
    if (asked.stream) await sendStream(response, completion, pace, signal);
    else await sendCompletion(response, completion, pace, signal);
  } finally {
    state.generating--;
  }
}

const LARGEST_BODY = 4 * 1024 * 1024;

/**
 * Returns the body of a request.
 *
 * @throws RequestError 413 when it is larger than 4 MB
 */
async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  // An oversized body is read to its end but not kept: closing the connection during an upload would lose the response.
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= LARGEST_BODY) parts.push(part);
    else parts.length = 0;
  }
  if (size > LARGEST_BODY) throw new RequestError(413, "The body is larger than 4 MB.");
  return Buffer.concat(parts).toString("utf8");
}
