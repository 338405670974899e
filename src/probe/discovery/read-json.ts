import type { ChatError } from "../../core/errors.ts";
import type { Server } from "../../servers/index.ts";
import { type ReadLimits, StreamError, type WholeRequest, wholeRequest } from "../../requests/index.ts";
import { replyLimits } from "../../limits/index.ts";

export const listLimits: ReadLimits = { milliseconds: 10_000, bytes: replyLimits.listBytes };

/** For requests about one model. */
export const factLimits: ReadLimits = { milliseconds: 5000, bytes: replyLimits.factBytes };

/** Path and body of a request. */
export type Asked = Pick<WholeRequest<unknown>, "path" | "body">;

/**
 * Requests facts about a server from the server itself.
 *
 * @returns the JSON of its answer
 * @throws ChatError unless it answers in time, within the limits, with status 2xx and with JSON
 */
export async function readJson(
  server: Server,
  asked: Asked,
  limits: ReadLimits,
  signal: AbortSignal,
): Promise<unknown> {
  return wholeRequest({ server, reference: null, ...asked, limits, read: parsed }, signal);
}

/** Resolves with null for a server without an answer, for any reason. */
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StreamError("it answered with something that is not JSON. Check baseUrl.");
  }
}
