import type { Server } from "./chat-target.ts";
import { originOf } from "./base-url.ts";
import { describeFailure, refuseWebPage } from "./describe-failure.ts";
import { openAiClient } from "./openai-client.ts";
import { refuseTooManyValues } from "./reply-limits.ts";
import { TimeLimitError } from "./time-limits.ts";
import { WholeBody } from "./transport/event-stream.ts";
import { RequestAbort } from "./transport/request-abort.ts";
import { type Share, unfinished } from "./transport/shared-room.ts";

/** How much of a server's time and words one request may take. */
export interface ReadLimits {
  readonly milliseconds: number;
  readonly bytes: number;
  /** What is said, without its full stop, when the time is up. */
  readonly tooLate?: string;
}

/** A request whose reply is of use only when it is whole. */
export interface WholeRequest<Result> {
  readonly server: Server;
  /** Model reference, `endpointName/modelId`; null where it is about no model. */
  readonly reference: string | null;
  /** What begins with `/` is the server's own path, any other lies under its base URL. */
  readonly path: string;
  /** Sent as JSON; without it the request is a GET. */
  readonly body?: object;
  readonly limits: ReadLimits;
  /** Makes the result of the reply's text; throws StreamError or RefusalError where it is something else. */
  readonly read: (text: string) => Result;
}

/**
 * Sends one request over the connection and with the headers that chats have. The reply is not trusted: it is read up to
 * a limit.
 *
 * @throws ChatError when it does not answer in time, in bounds, with status 2xx and with what `read` can read
 */
export async function wholeRequest<Result>(request: WholeRequest<Result>, signal: AbortSignal): Promise<Result> {
  const { server, reference, path, limits, read } = request;
  const { milliseconds, bytes, tooLate = `no answer from ${path} within ${milliseconds / 1000} s` } = limits;
  const abort = new RequestAbort(signal);
  const share = unfinished.open((reason) => {
    abort.abort(reason);
  });
  const timer = setTimeout(() => {
    abort.abort(new TimeLimitError(tooLate));
  }, milliseconds);
  try {
    const response = await send(request, abort.signal);
    refuseWebPage(response);
    return read(await textWithin(response, bytes, share));
  } catch (error) {
    const thrown: unknown = abort.signal.aborted ? abort.signal.reason : error;
    throw describeFailure(thrown, { reference, server, signal, begun: false, partialTexts: [] });
  } finally {
    clearTimeout(timer);
    share.close();
    abort.release();
    // What was not read to its end is not wanted.
    abort.abort(null);
  }
}

async function send({ server, path, body }: WholeRequest<unknown>, signal: AbortSignal): Promise<Response> {
  const client = await openAiClient(server);
  const url = path.startsWith("/") ? originOf(server.baseUrl) + path : `${server.baseUrl}/${path}`;
  return (body === undefined ? client.get(url, { signal }) : client.post(url, { body, signal })).asResponse();
}

async function textWithin({ body }: Response, bytes: number, share: Share): Promise<string> {
  const reader = new WholeBody(bytes);
  try {
    for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) {
      reader.push(piece);
      share.hold(reader.held);
    }
    const text = reader.end().join("");
    refuseTooManyValues(text);
    return text;
  } finally {
    reader.release();
  }
}
