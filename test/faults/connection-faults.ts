import type { Socket } from "node:net";
import { beginStream, sendPart } from "../support/http/sse.ts";
import type { Fault, Serve } from "./fault.ts";
import { addressed, answering, encrypted, goodServer, nobodyAt, once, tampered } from "./faulty-servers.ts";
import { ANSWER } from "./good-answer.ts";

/** No resolver accepts a label of more than 63 letters, so the answer is the same with and without a network. */
const NO_HOST = `${"no-host-".repeat(8)}.invalid`;
/** Below all ports that a system assigns itself, and not among those that web requests refuse. */
const NO_PORT = 2;

const HEAD_END = "\r\n\r\n";
const finished = { status: "finished", requests: 1 } as const;
const failed = { status: "failed", requests: 0 } as const;
const brokeOff = {
  status: "failed",
  kind: "stream",
  sees: /the connection broke off before the answer was complete/,
  text: "Use a",
  requests: 1,
} as const;
const TRIED = /Tried 4 times/;
/** A timeout in milliseconds; servers that are merely slow have far longer. */
const SHORT = 300;
/** In milliseconds. Long enough that this process, busy with other faults, is never silent for as long. */
const SILENCE = 2000;

/** Faults of names, connections and their encryption. */
export const connectionFaults: readonly Fault[] = [
  {
    name: "host name unknown",
    serve: nobodyAt(`http://${NO_HOST}/v1`),
    expected: {
      ...failed,
      kind: "connect",
      sees: /second-server\/second at http.*the host name is unknown\. Check baseUrl/,
    },
  },
  {
    name: "connection refused",
    serve: nobodyAt(`http://127.0.0.1:${NO_PORT}/v1`),
    expected: {
      ...failed,
      kind: "connect",
      sees: /connection refused\. Is the server running, and is the port right/,
    },
  },
  {
    name: "certificate of its own",
    serve: encrypted("self-signed"),
    expected: { ...failed, kind: "connect", sees: /certificate is not signed by a trusted authority.*Set caFile/ },
  },
  {
    name: "certificate expired",
    serve: encrypted("expired"),
    expected: { ...failed, kind: "connect", sees: /certificate has expired|not signed by a trusted authority/ },
  },
  {
    name: "no TLS at an https address",
    serve: addressed(goodServer, (url) => url.replace("http:", "https:")),
    expected: { ...failed, kind: "connect", sees: /does not speak TLS there\. Should baseUrl begin with http:/ },
  },
  {
    name: "TLS at an http address",
    serve: addressed(encrypted("local"), (url) => url.replace("https:", "http:")),
    expected: { ...failed, sees: TRIED, kind: "stream", retries: 3 },
  },
  {
    name: "TLS handshake without end",
    serve: addressed(tampered({ behind: "", then: "silence" }), (url) => url.replace("http:", "https:")),
    endpoint: { timeouts: { connectMs: SHORT } },
    expected: { ...failed, kind: "connect", sees: /no connection within 0\.3 s\. .*timeouts\.connectMs/, retries: 3 },
  },
  {
    name: "reset before the request is read",
    serve: tampered({ behind: "", then: "reset" }),
    expected: { ...failed, kind: "stream", sees: TRIED, retries: 3 },
  },
  {
    name: "reset before the request is read, once",
    serve: tampered({ behind: "", then: "reset", times: 1 }),
    expected: { ...finished, sees: /no answer.*Trying again, 2 of 4/, retries: 1 },
  },
  {
    name: "closed instead of an answer",
    serve: answering((response) => response.socket?.destroy()),
    expected: { status: "failed", kind: "stream", sees: TRIED, requests: 4, retries: 3 },
  },
  {
    name: "reset after the headers",
    serve: tampered({ behind: HEAD_END, then: "reset" }),
    expected: { status: "failed", kind: "stream", sees: TRIED, requests: 4, retries: 3 },
  },
  {
    name: "reset in mid stream",
    serve: brokenOff((socket) => socket.resetAndDestroy()),
    expected: brokeOff,
  },
  {
    name: "closed in mid stream",
    serve: brokenOff((socket) => socket.destroy()),
    expected: brokeOff,
  },
  {
    name: "no headers",
    serve: tampered({ behind: "H", then: "silence" }),
    endpoint: { timeouts: { firstTokenMs: SHORT } },
    expected: {
      status: "failed",
      kind: "timeout",
      sees: /no answer within 0\.3 s \(timeouts\.firstTokenMs\)/,
      requests: 1,
    },
  },
  {
    name: "stall before the first token",
    serve: tampered({ behind: HEAD_END, then: "silence" }),
    endpoint: { timeouts: { firstTokenMs: SHORT } },
    expected: {
      status: "failed",
      kind: "timeout",
      sees: /no answer within 0\.3 s \(timeouts\.firstTokenMs\)/,
      requests: 1,
    },
  },
  {
    name: "signs of life, but no token",
    serve: answering((response) => {
      beginStream(response);
      const alive = setInterval(() => response.write(": still here\n\n"), SILENCE / 40);
      response.once("close", () => {
        clearInterval(alive);
      });
    }),
    endpoint: { timeouts: { firstTokenMs: SILENCE } },
    expected: { status: "failed", kind: "timeout", sees: /signs of life but no text for 20 s/, requests: 1 },
  },
  {
    name: "stall after the first token",
    serve: answering((response) => {
      beginStream(response);
      sendPart(response, { content: "Use a" });
    }),
    endpoint: { timeouts: { idleMs: SHORT } },
    expected: {
      status: "failed",
      kind: "timeout",
      sees: /it stopped sending for 0\.3 s \(timeouts\.idleMs\)/,
      text: "Use a",
      requests: 1,
    },
  },
  { name: "slow headers", serve: tampered({ behind: "H", then: 2 * SHORT }), expected: finished },
  {
    name: "pause in mid stream",
    serve: tampered({ behind: ANSWER, then: 2 * SHORT }),
    expected: finished,
  },
  {
    name: "no HTTP",
    serve: answering((response) => response.socket?.end("220 mail.example ESMTP\r\n")),
    expected: { status: "failed", kind: "connect", sees: /it does not speak HTTP there/, requests: 1 },
  },
  {
    name: "reset instead of an answer, once",
    serve: once((response) => response.socket?.resetAndDestroy()),
    expected: { ...finished, requests: 2, sees: /Trying again, 2 of 4/, retries: 1 },
  },
];

/** Makes something happen to the connection after the first words have been shown. */
function brokenOff(end: (socket: Socket) => void): Serve {
  return answering((response, _, heard) => {
    beginStream(response);
    sendPart(response, { content: "Use a" });
    void heard.then(() => {
      if (response.socket !== null) end(response.socket);
    });
  });
}
