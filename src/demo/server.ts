import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { messageOf } from "../core/errors.ts";
import { type DemoContent, DemoQuestions } from "./demo-questions.ts";
import { RequestError } from "./request-error.ts";
import { type ServerState, route } from "./routes.ts";
import { sendJson } from "./send.ts";

/** The only address that the server listens on. */
const LOOPBACK = "127.0.0.1";

/** What the simulated pool knows and how it behaves. */
export interface DemoServerOptions extends DemoContent {
  /** Answers as fast as possible instead of at each model's speed. */
  readonly instant: boolean;
  /** Counts as many thinking tokens as a real model would have needed, for tables that are marked as simulated. */
  readonly notional?: boolean;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Closes the server. */
  readonly signal?: AbortSignal;
}

/** A running demo server. */
export interface DemoServer {
  /** Its origin, `http://127.0.0.1:PORT`; the API is under `/v1`. */
  readonly url: string;
  readonly port: number;
  /** The questions that its models can answer. */
  readonly questions: DemoQuestions;
  /** Aborts generation and resolves once the port is free. */
  close(): Promise<void>;
}

/**
 * Starts an OpenAI-compatible server with fifteen simulated models on the loopback interface. Its replies depend only
 * on seed, model, prompt and choice index.
 *
 * @throws Error when the port cannot be used
 */
export async function startDemoServer(options: DemoServerOptions): Promise<DemoServer> {
  const { signal, instant, notional = false } = options;
  signal?.throwIfAborted();
  const questions = new DemoQuestions(options);
  const state: ServerState = { questions, instant, notional, generating: 0 };
  const server = createServer((request, response) => void answer(state, request, response));
  const port = await listen(server, options.port ?? 0);
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= stop(server));
  const onAbort = (): void => void close();
  signal?.addEventListener("abort", onAbort);
  server.once("close", () => signal?.removeEventListener("abort", onAbort));
  if (signal?.aborted) await close();
  return { url: `http://${LOOPBACK}:${port}`, port, questions, close };
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // Ends generation too: every exchange aborts when its connection closes.
  server.closeAllConnections();
  await closed;
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, LOOPBACK);
    await once(server, "listening");
  } catch (error) {
    throw new Error(`The demo server cannot listen on ${LOOPBACK}:${port}: ${messageOf(error)}`, { cause: error });
  }
  return (server.address() as AddressInfo).port;
}

/** Answers one request, with an error if needed; never rejects. */
async function answer(state: ServerState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const controller = new AbortController();
  response.once("close", () => {
    controller.abort();
  });
  try {
    await route(state, { request, response, signal: controller.signal });
  } catch (error) {
    refuse(request, response, error);
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    // A stream cut off in the middle must not look like a finished one.
    response.destroy();
    return;
  }
  const { status, body, headers } =
    error instanceof RequestError ? error : new RequestError(500, messageOf(error), { cause: error });
  // The rest of the client's request must be read before the connection can continue.
  request.resume();
  sendJson(response, status, body, headers);
}
