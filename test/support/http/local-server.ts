import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** Parsed JSON; null for an empty body. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** A running server on loopback. */
export interface LocalServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** Returns the number of connections that were ever opened to it. */
  readonly connections: () => number;
  /** Resolves when a client has disconnected before its answer was complete. */
  readonly clientGone: Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 whose answers the test writes itself. It never keeps the process alive.
 *
 * @param certificate with its key; the server then uses TLS
 */
export async function localServer(
  answer: (request: SeenRequest, response: ServerResponse) => void | Promise<void>,
  certificate: { readonly cert: Buffer; readonly key: Buffer } | null = null,
): Promise<LocalServer> {
  const seen: SeenRequest[] = [];
  let gone: () => void = () => undefined;
  const clientGone = new Promise<void>((resolve) => (gone = resolve));
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("close", () => {
      if (!response.writableFinished) gone();
    });
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const body = text === "" ? null : (JSON.parse(text) as Record<string, unknown>);
      const received = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
      seen.push(received);
      void answer(received, response);
    });
  };
  const server = certificate === null ? createServer(listener) : createSecureServer(certificate, listener);
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections++;
    socket.unref();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate === null ? "http" : "https"}://127.0.0.1:${port}`,
    seen,
    connections: () => connections,
    clientGone,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
