import type { ServerResponse } from "node:http";
import type { SeenRequest } from "../support/http/local-server.ts";
import { sendError, sendJson } from "../support/http/sse.ts";
import type { Expected, Fault } from "./fault.ts";
import { type Answer, answering, once, redirecting } from "./faulty-servers.ts";
import { answerWell } from "./good-answer.ts";

const IN_FLIGHT = {
  error: {
    code: 402,
    message: "Too many requests hold your credit.",
    metadata: { reason: "in_flight_budget_exhausted" },
  },
};

/** Requests that a server refuses with an HTTP status. Each refusal quotes the key and a header, as some servers do. */
export const refusalFaults: readonly Fault[] = [
  refused(400, /the request was refused, HTTP 400 \(no, .*\)\. A model's "parameters"/, "rejected"),
  refused(401, /the key was refused, HTTP 401 \(no, Bearer \[secret\], \[secret\]\)\. Set it/, "unauthorized"),
  {
    name: "402, held by other requests, once",
    serve: once((response) => {
      response.setHeader("retry-after", "1");
      sendJson(response, 402, IN_FLIGHT);
    }),
    endpoint: { kind: "openrouter" },
    expected: survived(/other requests have reserved the rest of the account's credit, HTTP 402/),
  },
  refused(402, /wants to be paid first, HTTP 402.*Add credit, or use another endpoint/, "payment"),
  refused(403, /access is denied, HTTP 403.*Check what the key may use/, "unauthorized"),
  refused(404, /HTTP 404.*Check baseUrl and the model's id/, "not-found"),
  failing(408, /it gave up waiting, HTTP 408.*Tried 4 times/),
  refused(413, /too large for it or for a proxy before it, HTTP 413.*Attach less/, "too-long"),
  {
    name: "context exceeded, as llama.cpp says it",
    serve: answering((response) => {
      const error = {
        code: 400,
        type: "exceed_context_size_error",
        message: "too long",
        n_prompt_tokens: 50,
        n_ctx: 32,
      };
      sendJson(response, 400, { error });
    }),
    expected: turnedAway(/too long for the model's context: 50 tokens where 32 have room.*contextTokens/, "too-long"),
  },
  {
    name: "429 with Retry-After, once",
    serve: once((response, request, heard) => {
      response.setHeader("retry-after", "1");
      quote(429)(response, request, heard);
    }),
    expected: survived(/the rate limit is reached, HTTP 429.*Wait, or lower the endpoint's concurrency/),
  },
  {
    name: "429 with a Retry-After of an hour",
    serve: answering((response, request, heard) => {
      response.setHeader("retry-after", "3600");
      quote(429)(response, request, heard);
    }),
    expected: turnedAway(/the rate limit is reached.*a pause of 60 min: ask again after that/, "rate-limited"),
  },
  {
    name: "429 without Retry-After",
    serve: answering(quote(429)),
    expected: { ...turnedAway(/the rate limit is reached.*Tried 4 times/, "rate-limited"), requests: 4, retries: 3 },
  },
  {
    name: "429 without Retry-After, once",
    serve: once(quote(429)),
    expected: survived(/the rate limit is reached/),
  },
  failing(500, /the server failed, HTTP 500 \(no, Bearer \[secret\], \[secret\]\)\. Its log says more.*Tried 4 times/),
  {
    name: "502 with a web page",
    serve: answering((response) => {
      const page = "<html><head><title>502 Bad Gateway</title></head><body><h1>nginx</h1></body></html>";
      response.writeHead(502, { "content-type": "text/html" }).end(page);
    }),
    expected: {
      status: "failed",
      kind: "server",
      sees: /HTTP 502 \(502 Bad Gateway\).*Tried 4 times/,
      requests: 4,
      retries: 3,
    },
  },
  failing(503, /not ready or overloaded, HTTP 503.*Tried 4 times/),
  { name: "503, once", serve: once(quote(503)), expected: survived(/not ready or overloaded, HTTP 503/) },
  {
    name: "llama.cpp loads its model",
    serve: once((response) => {
      sendJson(response, 503, { error: { message: "Loading model", type: "unavailable_error", code: 503 } });
    }),
    expected: survived(/is loading its model, HTTP 503 \(Loading model\)/),
  },
  {
    name: "redirect to another server",
    serve: redirecting(307),
    expected: turnedAway(
      /redirects, and SMCS does not send questions along\. Use the final address, http:\S+completions\./,
      "connect",
    ),
  },
  {
    name: "log-probabilities refused",
    serve: answering((response, request) => {
      if (request.body?.["logprobs"] === true) sendError(response, 400, "logprobs is not supported");
      else answerWell(response, request);
    }),
    merges: true,
    // The reference, four choices with log-probabilities, and the same without.
    expected: { status: "finished", sees: /sent no log-probabilities/, requests: 3 },
  },
  {
    name: "n refused",
    serve: answering((response, request) => {
      if (request.body?.["n"] !== undefined) sendError(response, 400, "n > 1 is not supported");
      else answerWell(response, request);
    }),
    merges: true,
    // The reference, `n` with and without log-probabilities, and four single requests.
    expected: { status: "finished", requests: 7 },
  },
];

/** Returns a complaint that quotes the request, as some servers send it. */
function quote(status: number): Answer {
  return (response: ServerResponse, { headers }: SeenRequest) => {
    sendError(response, status, `no, ${headers.authorization ?? ""}, ${String(headers["x-marked"])}`);
  };
}

function refused(status: number, sees: RegExp, kind: NonNullable<Expected["kind"]>): Fault {
  return { name: String(status), serve: answering(quote(status)), expected: turnedAway(sees, kind) };
}

/** Returns a permanent failure of the server. */
function failing(status: number, sees: RegExp): Fault {
  const expected = { status: "failed", kind: "server", sees, requests: 4, retries: 3 } as const;
  return { name: String(status), serve: answering(quote(status)), expected };
}

function turnedAway(sees: RegExp, kind: NonNullable<Expected["kind"]>): Expected {
  return { status: "failed", kind, sees, requests: 1 };
}

function survived(sees: RegExp): Expected {
  return { status: "finished", sees, requests: 2, retries: 1 };
}
