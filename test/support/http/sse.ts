import type { ServerResponse } from "node:http";

/** One part of a streamed choice. */
export interface Part {
  readonly content?: string | null;
  readonly reasoning?: string;
  readonly reasoning_content?: string;
  readonly index?: number;
  readonly finish?: string;
  readonly logprobs?: readonly { readonly token: string; readonly logprob: number }[];
}

/** Begins a stream of server-sent events. */
export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
}

/** Sends one event of a chat completion. */
export function sendPart(response: ServerResponse, { index = 0, finish, logprobs, ...delta }: Part): void {
  const choice = {
    index,
    delta,
    finish_reason: finish ?? null,
    ...(logprobs === undefined ? {} : { logprobs: { content: logprobs } }),
  };
  response.write(`data: ${JSON.stringify({ choices: [choice] })}\n\n`);
}

/** Sends the token counts and the end mark, and closes. */
export function endStream(
  response: ServerResponse,
  usage: { prompt_tokens: number; completion_tokens: number } | null,
): void {
  if (usage !== null) response.write(`data: ${JSON.stringify({ choices: [], usage })}\n\n`);
  response.end("data: [DONE]\n\n");
}

/** Sends a complete, proper stream. */
export function streamAll(response: ServerResponse, parts: readonly Part[]): void {
  beginStream(response);
  for (const part of parts) sendPart(response, part);
  endStream(response, { prompt_tokens: 10, completion_tokens: parts.length });
}

/** Sends an error in the form of OpenAI-compatible servers. */
export function sendError(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { error: { message } });
}

/** Sends a JSON document. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
