import type { ChatError } from "../../../core/errors.ts";
import type { Server } from "../chat-target.ts";
import { describeFailure, StreamError } from "../describe-failure.ts";
import { openAiClient } from "../openai-client.ts";
import { originOf } from "../base-url.ts";
import { TimeLimitError } from "../time-limits.ts";
import { RequestAbort } from "../transport/request-abort.ts";

/** How much of a server's time and words one question about it may take. */
export interface ReadLimits {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** OpenRouter's list of models is a megabyte or two. */
export const listLimits: ReadLimits = { milliseconds: 10_000, bytes: 16 * 2 ** 20 };

/** For questions about one model. */
export const factLimits: ReadLimits = { milliseconds: 5000, bytes: 4 * 2 ** 20 };

/** What is asked: a path that begins with `/` is the server's own, any other lies under its base URL. */
export interface Asked {
  readonly path: string;
  /** Sent as JSON; without it the request is a GET. */
  readonly body?: object;
}

/**
 * Asks a server a question about itself, over the connection and with the headers that chats have. The reply is not
 * trusted: it is read up to a limit, whatever its status.
 *
 * @returns the JSON that it answered
 * @throws ChatError when it does not answer in time, in bounds, with status 2xx and with JSON
 */
export async function readJson(
  server: Server,
  asked: Asked,
  { milliseconds, bytes }: ReadLimits,
  signal: AbortSignal,
): Promise<unknown> {
  const abort = new RequestAbort(signal);
  const timer = setTimeout(() => {
    abort.abort(new TimeLimitError(`no answer from ${asked.path} within ${milliseconds / 1000} s`));
  }, milliseconds);
  try {
    const text = await textWithin(await send(server, asked, abort.signal), bytes);
    const json = parsed(text);
    if (json === undefined) throw new StreamError("it answered with something that is no JSON. Check baseUrl.");
    return json;
  } catch (error) {
    const thrown: unknown = abort.signal.aborted ? abort.signal.reason : error;
    throw describeFailure(thrown, { reference: null, server, signal, begun: false, partialTexts: [] });
  } finally {
    clearTimeout(timer);
    abort.release();
    // What was not read to its end is not wanted.
    abort.abort(null);
  }
}

/** Null for a server that has no answer to the question, for whatever reason. */
export async function readJsonOrNull(
  server: Server,
  asked: Asked,
  limits: ReadLimits,
  signal: AbortSignal,
): Promise<unknown> {
  return readJson(server, asked, limits, signal).catch((error: unknown) => {
    if (signal.aborted) throw error as ChatError;
    return null;
  });
}

async function send(server: Server, { path, body }: Asked, signal: AbortSignal): Promise<Response> {
  const client = await openAiClient(server);
  const url = path.startsWith("/") ? originOf(server.baseUrl) + path : `${server.baseUrl}/${path}`;
  return (body === undefined ? client.get(url, { signal }) : client.post(url, { body, signal })).asResponse();
}

async function textWithin(response: Response, bytes: number): Promise<string> {
  const decoder = new TextDecoder();
  const read = { text: "", bytes: 0 };
  if (response.body === null) return "";
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    read.bytes += chunk.byteLength;
    if (read.bytes > bytes) throw new StreamError(`it answered with more than ${bytes / 2 ** 20} MB.`);
    read.text += decoder.decode(chunk, { stream: true });
  }
  return read.text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}
