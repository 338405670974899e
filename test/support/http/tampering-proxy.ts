import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What happens to a reply on its way: it passes up to and including a text, and is then tampered with. */
export interface Tampering {
  /** The text. If empty, the tampering happens at once, before any of the request is read. */
  readonly behind: string;
  /** A reset, an end as if the reply were complete, silence, or a pause of this many milliseconds and then the rest. */
  readonly then: "reset" | "close" | "silence" | number;
  /** Number of affected connections; by default all of them. */
  readonly times?: number;
}

/** A TCP proxy on loopback. */
export interface TamperingProxy {
  readonly port: number;
  /** Returns the number of connections to the proxy. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/**
 * Starts a proxy in front of a server on loopback, which tampers with the server's replies. It never keeps the process
 * alive.
 */
export async function tamperingProxy(serverPort: number, tampering: Tampering): Promise<TamperingProxy> {
  const { behind, then, times = Infinity } = tampering;
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer({ noDelay: true }, (client) => {
    connections += 1;
    const befallen = connections <= times;
    watch(client, sockets);
    if (befallen && behind === "") {
      befall(client, then);
      return;
    }
    const onward = connect({ port: serverPort, host: "127.0.0.1", noDelay: true });
    watch(onward, sockets);
    client.once("close", () => onward.destroy());
    client.pipe(onward);
    if (befallen) tamper(onward, client, tampering);
    else onward.pipe(client);
  });
  server.unref().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  };
  return { port, connections: () => connections, close };
}

/** Tracks a socket. A broken connection is not an error of the proxy. */
function watch(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket.unref());
  socket.on("error", () => socket.destroy()).once("close", () => sockets.delete(socket));
}

/** Passes a reply on up to the place of tampering, and then tampers with it. */
function tamper(reply: Socket, client: Socket, { behind, then }: Tampering): void {
  let passed = Buffer.alloc(0);
  reply.on("data", function pass(bytes: Buffer) {
    const start = passed.length;
    passed = Buffer.concat([passed, bytes]);
    const found = passed.indexOf(behind);
    if (found < 0) {
      client.write(bytes);
      return;
    }
    reply.off("data", pass).pause();
    const end = Math.max(start, found + Buffer.byteLength(behind));
    client.write(passed.subarray(start, end), () => {
      befall(client, then, () => {
        client.write(passed.subarray(end));
        reply.pipe(client);
      });
    });
  });
}

function befall(client: Socket, then: Tampering["then"], goOn: () => void = () => undefined): void {
  if (then === "reset") client.resetAndDestroy();
  else if (then === "close") client.end();
  else if (then !== "silence") setTimeout(goOn, then);
}
