import { originOf, type Server } from "../servers/index.ts";
import { describeFailure, refuseWebPage } from "./describe-failure.ts";
import { openAiClient, WholeBody } from "../transport/index.ts";
import { refuseTooManyValues, RequestAbort, type Share, TimeLimitError, unfinished } from "../limits/index.ts";

/** Limits of one request. */
export interface ReadLimits {
  readonly milliseconds: number;
  readonly bytes: number;
  /** The message for a timeout, without its full stop. */
  readonly tooLate?: string;
}

/** A request whose reply is read as a whole. */
export interface WholeRequest<Result> {
  readonly server: Server;
  /** Model reference, `endpointName/modelId`; null for a request without a model. */
  readonly reference: string | null;
  /** A path that begins with `/` is relative to the server's origin, any other to its base URL. */
  readonly path: string;
  /** Sent as JSON; without it the request is a GET. */
  readonly body?: object;
  readonly limits: ReadLimits;
  /** Returns the result for the reply's text; throws StreamError or RefusalError for anything else. */
  readonly read: (text: string) => Result;
}

/**
 * Sends one request over the same connection and with the same headers as chats. The reply is not trusted: it is read
 * up to a limit.
 *
 * @throws ChatError when the server does not answer in time, within the limits, with status 2xx and with a reply that
 * `read` accepts
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
    // The unread rest is dropped.
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
