import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Completion } from "./completion.ts";
import { schedule } from "./schedule.ts";
import { chunkBodies, completionBody, usageBody } from "./wire.ts";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** Sends one JSON document. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** Sends a completion whole, once its last token is due. */
export async function sendCompletion(
  response: ServerResponse,
  completion: Completion,
  pace: Pace,
  signal: AbortSignal,
): Promise<void> {
  await pace(schedule(completion).at(-1)?.atMs ?? 0, signal);
  sendJson(response, 200, completionBody(completion));
}

/** Streams a completion as server-sent events. */
export async function sendStream(
  response: ServerResponse,
  completion: Completion,
  pace: Pace,
  signal: AbortSignal,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  // Before the first token, so that a client can tell a slow model from a dead server.
  response.flushHeaders();
  const send = async (data: string): Promise<void> => {
    signal.throwIfAborted();
    if (!response.write(`data: ${data}\n\n`)) await once(response, "drain", { signal });
  };
  for (const chunk of schedule(completion)) {
    await pace(chunk.atMs, signal);
    for (const body of chunkBodies(completion, chunk)) await send(JSON.stringify(body));
  }
  if (completion.includeUsage) await send(JSON.stringify(usageBody(completion)));
  await send("[DONE]");
  response.end();
}

/** Waits until so many milliseconds after the request's arrival; rejects when the signal aborts. */
export type Pace = (atMs: number, signal: AbortSignal) => Promise<void>;

/** As fast as the socket takes it. */
export const instantPace: Pace = (_atMs, signal) => {
  signal.throwIfAborted();
  return Promise.resolve();
};

/** Returns a pace that keeps to the simulated model's speed, counted from now; a late chunk does not delay the next. */
export function humanPace(): Pace {
  const startedAt = performance.now();
  return async (atMs, signal) => {
    const remaining = startedAt + atMs - performance.now();
    await sleep(Math.max(0, remaining), undefined, { signal });
  };
}
