import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import type { Sources } from "../assembly/index.ts";
import { messageOf } from "../core/errors.ts";
import { isLoopbackHost } from "./guard.ts";
import { KnownKeys } from "./keys.ts";
import { McpSessions } from "./mcp-http.ts";
import { OpenAiError } from "./openai-error.ts";
import type { LogLine } from "./request-log.ts";
import { Running } from "./running.ts";
import { serveApp } from "./serve-app.ts";
import type { ServedManner } from "./served-models.ts";

/** Milliseconds in which a client must have sent its headers, and its whole request. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;
/** More connections than these are not accepted. */
const MOST_CONNECTIONS = 1000;

/** What a server needs. */
export interface ServeOptions {
  /** Returns the sources of a request. @throws SettingsError */
  readonly sources: (manner: ServedManner) => Promise<Sources>;
  /** Folder of the keys and of what they have spent. */
  readonly folder: string;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Files of the certificate and its key, PEM; null to serve without TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Whether a proxy in front of the server encrypts the way to it. */
  readonly behindProxy: boolean;
  /** Receives one line for each request, without contents. */
  readonly log: (line: LogLine) => void;
}

/** A running server. */
export interface Served {
  /** Base URL for clients, which ends in `/v1`. */
  readonly url: string;
  /**
   * Ends the server: no new connections, running answers end within the time, the others are told.
   *
   * @param graceMs milliseconds for running answers
   */
  readonly close: (graceMs: number) => Promise<void>;
}

/**
 * Starts an OpenAI-compatible server.
 *
 * @throws Error when other machines could reach it without a key or without encryption, when a file of the certificate
 * or the keys cannot be read, and when the port is taken
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const { folder, host, port, tls, behindProxy } = options;
  const keys = new KnownKeys(folder);
  const isLocal = isLoopbackHost(host);
  if (!isLocal && !(await keys.hasAny()))
    throw new Error(`Other machines reach ${host}, and there is no key yet: smcs serve keys create NAME creates one.`);
  if (!isLocal && tls === null && !behindProxy)
    throw new Error(
      `Other machines reach ${host}, and keys would go there unencrypted: give --tls-cert and --tls-key, or --behind-proxy if a proxy in front of the server encrypts.`,
    );
  const running = new Running();
  const sessions = new McpSessions();
  const app = serveApp({ ...options, keys, isLocal, running, sessions });
  const answer = getRequestListener((request) => app.fetch(request));
  const listener: RequestListener = (request, response) => void answer(request, response);
  const limits = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS };
  const server: Server =
    tls === null
      ? createServer(limits, listener)
      : createSecureServer({ ...limits, cert: await readFile(tls.cert), key: await readFile(tls.key) }, listener);
  server.maxConnections = MOST_CONNECTIONS;
  server.on("clientError", refuseUnreadable);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { address, port: taken, family } = server.address() as AddressInfo;
  const name = family === "IPv6" ? `[${address}]` : address;
  return {
    url: `${tls === null ? "http" : "https"}://${name}:${taken}/v1`,
    close: async (graceMs) => {
      const closed = new Promise((resolve) => server.close(resolve));
      running.refuseNew();
      const waiting = new AbortController();
      await Promise.race([
        running.ended(),
        pause(graceMs, undefined, { signal: waiting.signal }).catch(() => undefined),
      ]);
      waiting.abort();
      running.abort(new Error("The server is shutting down. Ask again in a moment."));
      await running.ended();
      await sessions.close();
      server.closeIdleConnections();
      // What is left has its answer, and only has to be sent.
      await Promise.race([closed, pause(1000, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers what is no HTTP: the parser refuses smuggled requests, broken headers and requests that come too slowly. */
function refuseUnreadable(error: Error, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const isSlow = (error as NodeJS.ErrnoException).code === "ERR_HTTP_REQUEST_TIMEOUT";
  const refusal = isSlow
    ? new OpenAiError(408, "The request took too long to arrive.")
    : new OpenAiError(400, `This is no request that can be read: ${messageOf(error)}.`);
  const body = JSON.stringify(refusal.body);
  socket.end(
    `HTTP/1.1 ${refusal.status} ${isSlow ? "Request Timeout" : "Bad Request"}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
