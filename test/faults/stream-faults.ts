import { beginStream, endStream, sendJson, sendPart } from "../support/http/sse.ts";
import type { Expected, Fault } from "./fault.ts";
import { answering, once } from "./faulty-servers.ts";
import { ANSWER, answerWell, answerWithoutEnd } from "./good-answer.ts";

const HALF = "Use a Map";
/** In milliseconds. Long enough that this process, busy with other faults, is never silent for as long. */
const SILENCE = 2000;

/** Streams that end in a wrong way, and replies that are not streams. */
export const streamFaults: readonly Fault[] = [
  {
    name: "stream cut inside an event",
    serve: answering((response) => {
      beginStream(response);
      sendPart(response, { content: HALF });
      response.end('data: {"choices":[{"index":0,"delta":{"con');
    }),
    expected: cutShort(/the stream ended before the answer was complete/),
  },
  {
    name: "stream without finish",
    serve: answering((response) => {
      beginStream(response);
      sendPart(response, { content: HALF });
      response.end("data: [DONE]\n\n");
    }),
    expected: cutShort(/the stream ended before the answer was complete\. Ask again/),
  },
  {
    name: "stream without finish, when merging",
    serve: answering((response, request) => {
      if (request.body?.["logprobs"] !== true) {
        answerWell(response, request);
        return;
      }
      beginStream(response);
      sendPart(response, { content: HALF });
      response.end();
    }),
    merges: true,
    expected: {
      status: "finished",
      kind: "stream",
      sees: /^second could not merge the answers\..*the stream ended before the answer was complete/m,
      text: ANSWER,
      mergedBy: "first",
      requests: 2,
    },
  },
  {
    name: "stream without anything",
    serve: answering((response) => {
      beginStream(response);
      response.end();
    }),
    expected: { status: "failed", kind: "stream", sees: /the stream ended.*Tried 4 times/, requests: 4, retries: 3 },
  },
  {
    name: "malformed JSON in an event",
    serve: answering((response, { headers }) => {
      beginStream(response);
      sendPart(response, { content: HALF });
      response.end(`data: {"choices": [{"delta": {oops ${headers.authorization ?? ""}\n\ndata: [DONE]\n\n`);
    }),
    expected: cutShort(/it sent malformed JSON/),
  },
  {
    name: "web page with status 200",
    serve: answering((response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<html><title>Sign in</title></html>");
    }),
    expected: {
      status: "failed",
      kind: "stream",
      sees: /answered with a web page\. Check baseUrl, or sign in/,
      requests: 1,
    },
  },
  {
    name: "other JSON with status 200",
    serve: answering((response) => {
      sendJson(response, 200, { status: "ok" });
    }),
    expected: {
      status: "failed",
      kind: "stream",
      sees: /sent something that is not a chat completion\. Check baseUrl/,
      requests: 1,
    },
  },
  {
    name: "error with status 200, once",
    serve: once((response) => {
      sendJson(response, 200, { error: { code: 503, message: "no instances" } });
    }),
    expected: { status: "finished", sees: /error 503 in its reply \(no instances\)/, requests: 2, retries: 1 },
  },
  {
    name: "error in mid stream, as OpenRouter sends it",
    serve: answering((response, { headers }) => {
      beginStream(response);
      sendPart(response, { content: HALF });
      const error = { code: 502, message: `lost ${headers.authorization ?? ""}`, metadata: { error_type: "provider" } };
      const choices = [{ index: 0, delta: { content: "" }, finish_reason: "error" }];
      response.end(`: OPENROUTER PROCESSING\n\ndata: ${JSON.stringify({ error, choices })}\n\n`);
    }),
    endpoint: { kind: "openrouter" },
    expected: cutShort(/error 502 in its reply \(lost Bearer \[secret\]\)/),
  },
  {
    name: "error in mid stream, as llama.cpp sends it",
    serve: answering((response) => {
      beginStream(response);
      sendPart(response, { content: HALF });
      response.end('error: {"code":500,"message":"slot lost","type":"server_error"}\n\n');
    }),
    expected: cutShort(/error 500 in its reply \(slot lost\)/),
  },
  {
    name: "the context that llama.cpp's slots share is full",
    serve: answering((response) => {
      beginStream(response);
      sendPart(response, { content: HALF });
      response.end(
        'data: {"error":{"code":500,"message":"Context size has been exceeded.","type":"server_error"}}\n\n',
      );
    }),
    expected: cutShort(/share one context, and it is full, error 500 in its reply.*Lower the endpoint's concurrency/),
  },
  {
    name: "llama.cpp told to stop: comments for ever",
    serve: answering((response) => {
      beginStream(response);
      sendPart(response, { content: HALF });
      const alive = setInterval(() => response.write(":\n\n"), SILENCE / 40);
      response.once("close", () => {
        clearInterval(alive);
      });
    }),
    endpoint: { timeouts: { idleMs: SILENCE } },
    expected: {
      ...{ status: "failed", kind: "timeout", text: HALF, requests: 1 },
      sees: /signs of life but no text for 6 s \(3 times timeouts\.idleMs\)/,
    },
  },
  {
    name: "finish_reason error",
    serve: answering((response) => {
      beginStream(response);
      sendPart(response, { content: HALF, finish: "error" });
      endStream(response, null);
    }),
    expected: { ...cutShort(/the server stopped in the middle of its answer/), text: "" },
  },
  {
    name: "error frame after the finish",
    serve: answering((response, request) => {
      beginStream(response);
      sendPart(response, { content: ANSWER, finish: "stop" });
      response.end(`data: {"error":{"message":"late, ${request.headers.authorization ?? ""}"}}\n\n`);
    }),
    // The cost is not stated.
    expected: { status: "finished", requests: 1 },
  },
  {
    name: "reset after the finish",
    serve: answering((response, _, heard) => {
      beginStream(response);
      sendPart(response, { content: ANSWER, finish: "stop" });
      void heard.then(() => response.socket?.resetAndDestroy());
    }),
    expected: { status: "finished", requests: 1 },
  },
  {
    name: "no end after the finish",
    serve: answering(answerWithoutEnd),
    expected: { status: "finished", requests: 1 },
  },
  {
    name: "duplicate [DONE]",
    serve: answering((response) => {
      beginStream(response);
      sendPart(response, { content: ANSWER, finish: "stop" });
      response.end("data: [DONE]\n\ndata: [DONE]\n\n");
    }),
    expected: { status: "finished", requests: 1 },
  },
  {
    name: "no stream, though one was asked for",
    serve: answering((response, request) => {
      if (request.body?.["stream"] !== true) answerWell(response, request);
      else sendJson(response, 200, { choices: [{ message: { content: ANSWER }, finish_reason: "stop" }] });
    }),
    expected: { status: "finished", requests: 1 },
  },
];

/** Half an answer arrived: it is kept, and not requested again. */
function cutShort(sees: RegExp): Expected {
  return { status: "failed", kind: "stream", sees, text: HALF, requests: 1 };
}
