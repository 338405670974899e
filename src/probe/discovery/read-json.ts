import type { ChatError } from "../../core/errors.ts";
import type { Server } from "../../servers/index.ts";
import { type ReadLimits, StreamError, type WholeRequest, wholeRequest } from "../../requests/index.ts";
import { replyLimits } from "../../limits/index.ts";

export const listLimits: ReadLimits = { milliseconds: 10_000, bytes: replyLimits.listBytes };

/** For questions about one model. */
export const factLimits: ReadLimits = { milliseconds: 5000, bytes: replyLimits.factBytes };

/** What is asked. */
export type Asked = Pick<WholeRequest<unknown>, "path" | "body">;

/**
 * Asks a server a question about itself.
 *
 * @returns the JSON that it answered
 * @throws ChatError when it does not answer in time, in bounds, with status 2xx and with JSON
 */
export async function readJson(
  server: Server,
  asked: Asked,
  limits: ReadLimits,
  signal: AbortSignal,
): Promise<unknown> {
  return wholeRequest({ server, reference: null, ...asked, limits, read: parsed }, signal);
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StreamError("it answered with something that is not JSON. Check baseUrl.");
  }
}
