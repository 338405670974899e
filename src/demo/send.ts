import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Completion } from "./completion.ts";
import type { Field, Token } from "./generation.ts";
import { type Chunk, schedule } from "./schedule.ts";

/** A fixed date, because the current time would make two replies to the same request differ. */
const CREATED = 1_767_225_600;

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

/** Sends a whole completion once its last token is due. */
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

/** Waits until this many milliseconds after the request's arrival; rejects when the signal aborts. */
export type Pace = (atMs: number, signal: AbortSignal) => Promise<void>;

/** Sends as fast as the socket accepts data. */
export const instantPace: Pace = (_atMs, signal) => {
  signal.throwIfAborted();
  return Promise.resolve();
};

/** Returns a pace that follows the simulated model's speed from now on; a late chunk does not delay the next. */
export function humanPace(): Pace {
  const startedAt = performance.now();
  return async (atMs, signal) => {
    const remaining = startedAt + atMs - performance.now();
    await sleep(Math.max(0, remaining), undefined, { signal });
  };
}

/** Returns the JSON of a whole completion. */
function completionBody(completion: Completion): object {
  return {
    ...head(completion, "chat.completion"),
    choices: completion.generations.map(({ tokens, finish }, index) => ({
      index,
      message: { role: "assistant", content: "", ...textByField(tokens) },
      logprobs: logprobs(completion, tokens),
      finish_reason: finish,
    })),
    usage: usage(completion),
  };
}

/**
 * Returns the events of one chunk, with the role before a choice's first tokens and the finish reason after its last.
 */
function chunkBodies(completion: Completion, { choice, tokens, first, last }: Chunk): object[] {
  const body = (delta: object, sent: readonly Token[], finish: string | null): object => ({
    ...head(completion, "chat.completion.chunk"),
    choices: [{ index: choice, delta, logprobs: logprobs(completion, sent), finish_reason: finish }],
  });
  const finish = completion.generations[choice]?.finish ?? "stop";
  return [
    ...(first ? [body({ role: "assistant", content: "" }, [], null)] : []),
    body(textByField(tokens), tokens, null),
    ...(last ? [body({}, [], finish)] : []),
  ];
}

/** Returns the last event when the client asked for the usage. */
function usageBody(completion: Completion): object {
  return { ...head(completion, "chat.completion.chunk"), choices: [], usage: usage(completion) };
}

function head({ id, profile }: Completion, object: string): object {
  return { id, object, created: CREATED, model: profile.id, system_fingerprint: "simulated" };
}

function textByField(tokens: readonly Token[]): Partial<Record<Field, string>> {
  const texts: Partial<Record<Field, string>> = {};
  for (const { field, text } of tokens) texts[field] = (texts[field] ?? "") + text;
  return texts;
}

/** Returns the log-probabilities of the content; thinking in its own field has none. */
function logprobs({ logprobs: wanted }: Completion, tokens: readonly Token[]): object | null {
  const content = tokens.filter(({ field }) => field === "content");
  if (!wanted || content.length === 0) return null;
  return {
    content: content.map(({ text, logprob }) => ({
      token: text,
      logprob,
      bytes: [...new TextEncoder().encode(text)],
      top_logprobs: [],
    })),
  };
}

function usage({ generations, promptTokens }: Completion): object {
  const tokens = generations.flatMap((generation) => generation.tokens);
  const unsent = generations.reduce((sum, generation) => sum + generation.unsent, 0);
  const written = tokens.length + unsent;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: written,
    total_tokens: promptTokens + written,
    completion_tokens_details: { reasoning_tokens: tokens.filter(({ thinking }) => thinking).length + unsent },
  };
}
