import type { ServerResponse } from "node:http";
import { type LocalServer, localServer, type SeenRequest } from "../support/http/local-server.ts";
import { type Tampering, tamperingProxy } from "../support/http/tampering-proxy.ts";
import { certificate } from "../support/http/tls/certificates.ts";
import type { FaultyServer, Serve } from "./fault.ts";
import { answerWell } from "./good-answer.ts";

/** Answers one request. `heard` resolves when some text of the answer has been shown. */
export type Answer = (response: ServerResponse, request: SeenRequest, heard: Promise<void>) => void;

/** Returns a server with this answer. */
export function answering(answer: Answer): Serve {
  return (heard) => {
    return running(
      localServer((request, response) => {
        answer(response, request, heard);
      }),
    );
  };
}

/** Returns a server with this answer to its first request, and good answers from the second one on. */
export function once(answer: Answer): Serve {
  return (heard) => {
    let requests = 0;
    return answering((response, request) => {
      requests += 1;
      if (requests === 1) answer(response, request, heard);
      else answerWell(response, request);
    })(heard);
  };
}

/** A good server. */
export const goodServer = answering(answerWell);

/** Returns a good server whose replies are tampered with on their way. */
export function tampered(tampering: Tampering): Serve {
  return async (heard) => {
    const server = await goodServer(heard);
    const proxy = await tamperingProxy(Number(new URL(server.baseUrl).port), tampering);
    const close = async (): Promise<void> => {
      await Promise.all([proxy.close(), server.close()]);
    };
    return { ...server, baseUrl: `http://127.0.0.1:${proxy.port}/v1`, close };
  };
}

/** Returns a good server behind TLS with one of the certificates for tests. */
export function encrypted(name: Parameters<typeof certificate>[0]): Serve {
  return () => {
    return running(
      localServer((request, response) => {
        answerWell(response, request);
      }, certificate(name)),
    );
  };
}

/** Returns a server with a changed address, otherwise like the given one. */
export function addressed(serve: Serve, change: (baseUrl: string) => string): Serve {
  return async (heard) => {
    const server = await serve(heard);
    return { ...server, baseUrl: change(server.baseUrl) };
  };
}

/** Returns a server that redirects every request to another one, whose requests count as well. */
export function redirecting(status: number): Serve {
  return async (heard) => {
    const other = await goodServer(heard);
    const server = await answering((response) => {
      response.writeHead(status, { location: `${other.baseUrl}/chat/completions?login=hush` }).end();
    })(heard);
    const close = async (): Promise<void> => {
      await Promise.all([server.close(), other.close()]);
    };
    return { baseUrl: server.baseUrl, requests: () => server.requests() + other.requests(), close };
  };
}

/** Returns an address without a server. */
export function nobodyAt(baseUrl: string): Serve {
  return () => Promise.resolve({ baseUrl, requests: () => 0, close: () => Promise.resolve() });
}

async function running(starting: Promise<LocalServer>): Promise<FaultyServer> {
  const server = await starting;
  return { baseUrl: `${server.url}/v1`, requests: () => server.seen.length, close: () => server.close() };
}
