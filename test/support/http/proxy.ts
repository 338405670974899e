import { createServer, request } from "node:http";
import { connect, type AddressInfo } from "node:net";

/** A forward proxy on loopback. */
export interface LocalProxy {
  readonly url: string;
  /** The requests: `POST http://host/path`, or `CONNECT host:port`. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts a proxy that maps every host to this machine, so that tests can use unknown names.
 *
 * @param login user and password that it demands, as `user:password`; null for none
 */
export async function localProxy(login: string | null = null): Promise<LocalProxy> {
  const asked: string[] = [];
  const wanted = login === null ? undefined : `Basic ${Buffer.from(login).toString("base64")}`;
  const refuses = (header: string | undefined): boolean => wanted !== undefined && header !== wanted;
  const server = createServer((incoming, response) => {
    const { method = "", url = "", headers } = incoming;
    asked.push(`${method} ${url}`);
    if (refuses(headers["proxy-authorization"])) {
      response.writeHead(407, { "proxy-authenticate": "Basic" }).end("login please");
      return;
    }
    const { port, pathname } = new URL(url);
    const onward = request({ host: "127.0.0.1", port, path: pathname, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  server.on("connect", ({ url = "", headers }, socket) => {
    asked.push(`CONNECT ${url}`);
    if (refuses(headers["proxy-authorization"])) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n");
      return;
    }
    const onward = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [socket, onward]) end.on("error", () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
