import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";
import type { RunRecord } from "../../src/core/record/index.ts";
import { beginStream, endStream, type Part, sendPart, streamAll } from "../support/http/sse.ts";
import type { Fault } from "./fault.ts";
import { answering } from "./faulty-servers.ts";
import { ANSWER, answerWell } from "./good-answer.ts";

/** Characters of three bytes, of four, of four that belong together with three others, and a combining one. */
const CHARACTERS = "Größe ≤ 5 €, done 🎉 by 👩‍💻, e\u0301t voilà";
const GOOD = eventsOf({ content: ANSWER.slice(0, 9) }, { content: ANSWER.slice(9) });
/** How long a reply is sent in pieces, in milliseconds; an idle process needs a tenth of that. */
const PIECES_FOR_MS = 3000;
const GIANT = "0123456789abcdef".repeat(900_000 / 16);

const NO_LOGPROBS = /Perplexity is left out of the score: the aggregator's server sent no log-probabilities/;

/** Proper streams with odd, poor or strangely written replies. */
export const replyFaults: readonly Fault[] = [
  {
    name: "n ignored",
    serve: answering((response, request) => {
      answerWell(response, { ...request, body: { ...request.body, n: 1 } });
    }),
    merges: true,
    // The reference, the four at once of which one arrives, and the missing three.
    expected: { status: "finished", requests: 5, also: hasFourCandidates },
  },
  {
    name: "usage missing",
    serve: answering((response) => {
      beginStream(response);
      sendPart(response, { content: ANSWER, finish: "stop" });
      endStream(response, null);
    }),
    expected: {
      status: "finished",
      requests: 1,
      also: ({ totals, references }) => {
        // The other references' costs are known.
        assert.deepEqual(
          references.map(({ costUsd }) => costUsd === null),
          [false, true, false],
        );
        assert.deepEqual([totals.costUsd, totals.promptTokens, totals.completionTokens], [null, null, null]);
      },
    },
  },
  {
    name: "log-probabilities missing",
    serve: answering((response, request) => {
      answerWell(response, { ...request, body: { ...request.body, logprobs: false } });
    }),
    merges: true,
    expected: { status: "finished", sees: NO_LOGPROBS, requests: 2, also: hasNoPerplexity },
  },
  {
    name: "log-probabilities null",
    serve: answering((response, { body }) => {
      beginStream(response);
      const choices = Array.from({ length: Number(body?.["n"] ?? 1) }, (_, index) => ({
        index,
        delta: { content: ANSWER },
        logprobs: { content: [{ token: ANSWER, logprob: null }] },
        finish_reason: "stop",
      }));
      response.write(`data: ${JSON.stringify({ choices })}\n\n`);
      response.end(`data: ${JSON.stringify({ choices: choices.map(({ index }) => ({ index, logprobs: null })) })}\n\n`);
    }),
    merges: true,
    expected: { status: "finished", sees: NO_LOGPROBS, requests: 2, also: hasNoPerplexity },
  },
  {
    name: "finish_reason length",
    serve: speaking({ content: "Use a" }, { finish: "length" }),
    expected: { status: "truncated", isUsed: true, sees: /Cut off at the output limit/, text: "Use a", requests: 1 },
  },
  {
    name: "finish_reason content_filter",
    serve: speaking({ content: "Use a" }, { finish: "content_filter" }),
    expected: { status: "failed", sees: /The model stopped before it was done/, text: "Use a", requests: 1 },
  },
  {
    name: "empty content",
    serve: speaking({ content: "" }, { content: null }, { finish: "stop" }),
    expected: { status: "failed", sees: /The answer was empty/, text: "", requests: 1 },
  },
  {
    name: "thinking only, in its field",
    serve: speaking({ reasoning: "Hmm, a Map or an object?" }, { finish: "stop" }),
    expected: {
      status: "failed",
      sees: /The answer was empty/,
      text: "",
      requests: 1,
      also: thought("Hmm, a Map or an object?"),
    },
  },
  {
    name: "thinking only, in a tag without end",
    serve: speaking({ content: "<think>Hmm, a Map" }, { content: " or an object?", finish: "stop" }),
    expected: {
      status: "failed",
      sees: /The answer was empty/,
      text: "",
      requests: 1,
      also: thought("Hmm, a Map or an object?"),
    },
  },
  {
    name: "first event without content",
    serve: written(eventsOf({ role: "assistant", content: null }, { content: ANSWER })),
    expected: { status: "finished", requests: 1 },
  },
  {
    name: "900 KB in one event",
    serve: speaking({ content: GIANT, finish: "stop" }),
    expected: { status: "finished", text: GIANT, requests: 1 },
  },
  {
    name: "one byte at a time",
    serve: written(
      eventsOf(
        { content: "<thi" },
        { content: `nk>${CHARACTERS}</th` },
        { content: "ink>\n\n" },
        { content: CHARACTERS },
      ),
      1,
    ),
    expected: { status: "finished", text: CHARACTERS, requests: 1, also: thought(CHARACTERS) },
  },
  { name: "byte order mark", serve: written(`\uFEFF${GOOD}`), expected: { status: "finished", requests: 1 } },
  {
    name: "CRLF line ends",
    serve: written(GOOD.replaceAll("\n", "\r\n"), 3),
    expected: { status: "finished", requests: 1 },
  },
  {
    name: "comments to keep it alive",
    serve: written(
      GOOD.replaceAll("data:", ": OPENROUTER PROCESSING\n\n: ping\nevent: message\nid: 7\nretry: 10\ndata:"),
    ),
    expected: { status: "finished", requests: 1 },
  },
];

/** Returns a stream of these deltas as text; the last one ends the answer. */
function eventsOf(...deltas: readonly Readonly<Record<string, unknown>>[]): string {
  const events = [...deltas, {}].map((delta, index) => {
    const choices = [{ index: 0, delta, finish_reason: index === deltas.length ? "stop" : null }];
    return `data: ${JSON.stringify({ choices })}\n\n`;
  });
  return `${events.join("")}data: [DONE]\n\n`;
}

/** Returns a server that sends a text in pieces of this many bytes. */
function written(text: string, atATime = Infinity) {
  return answering((response) => {
    void writeSlowly(response, Buffer.from(text), Math.min(atATime, Buffer.byteLength(text)));
  });
}

/** Writes one piece in each turn of the event loop. In a process whose turns are long, the rest follows in one piece. */
async function writeSlowly(response: ServerResponse, bytes: Buffer, atATime: number): Promise<void> {
  beginStream(response);
  const inPieces = performance.now() + PIECES_FOR_MS;
  let at = 0;
  for (; at < bytes.length && performance.now() < inPieces; at += atATime) {
    response.write(bytes.subarray(at, at + atATime));
    await setImmediate();
  }
  response.end(bytes.subarray(at));
}

/** Returns a server that streams these parts and their usage. */
function speaking(...parts: readonly Part[]) {
  return answering((response) => {
    streamAll(response, parts);
  });
}

function thought(words: string): (record: RunRecord) => void {
  return ({ references }) => {
    assert.equal(references[1]?.thinking, words);
  };
}

function hasFourCandidates({ candidates, fallback }: RunRecord): void {
  assert.deepEqual(
    candidates.map(({ subset, model, status, text }) => [subset, model, status, text]),
    [0, 1, 2, 3].map((draw) => [draw, "second", "finished", ANSWER]),
  );
  assert.equal(fallback, null);
}

function hasNoPerplexity(record: RunRecord): void {
  hasFourCandidates(record);
  assert.ok(record.candidates.every(({ perplexity, score }) => perplexity === null && score !== null));
}
