import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { describe, it, type TestContext } from "node:test";
import { converse, failureOf, request } from "../../test/support/chat/converse.ts";
import { streamFrom, targetAt } from "../../test/support/chat/stream.ts";
import { localServer } from "../../test/support/http/local-server.ts";
import { beginStream, sendError, sendJson, sendPart, streamAll } from "../../test/support/http/sse.ts";
import type { ChatDelta } from "../core/ports.ts";
import type { EndpointModel } from "../core/endpoints/index.ts";
import { streamedRequest } from "./streamed-request.ts";
import { defaultTimeLimits } from "../limits/index.ts";

describe("a reply in an unusual form", () => {
  const textOf = async (t: TestContext, answer: (response: ServerResponse) => void, model?: EndpointModel) => {
    const { reply } = await converse(
      t,
      (_, response) => {
        answer(response);
      },
      model === undefined ? {} : { model },
    );
    const { choices, usage, costUsd } = await reply;
    return { text: choices[0]?.text, finish: choices[0]?.finish, usage, costUsd };
  };
  const raw =
    (...chunks: unknown[]) =>
    (response: ServerResponse): void => {
      beginStream(response);
      for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
      response.end("data: [DONE]\n\n");
    };

  it("is read whole when the server does not stream", async (t) => {
    const { text, usage } = await textOf(t, (response) => {
      const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello" } }];
      sendJson(response, 200, { choices, usage: { prompt_tokens: 3, completion_tokens: 1 } });
    });
    assert.deepEqual([text, usage], ["Hello", { promptTokens: 3, completionTokens: 1 }]);
  });

  it("may come as a list of parts, with odd log-probabilities, null tokens and a cost in words", async (t) => {
    const { text, usage, costUsd } = await textOf(
      t,
      raw(
        {
          choices: [
            null,
            { delta: { content: [{ type: "text", text: "Hel" }, { odd: 1 }] }, logprobs: { content: [null] } },
          ],
        },
        { choices: [{ delta: { content: "lo" }, finish_reason: "stop" }] },
        { choices: [], usage: { prompt_tokens: null, completion_tokens: 2, cost: "0.01" } },
      ),
      { id: "m", promptUsdPerMTok: 1, completionUsdPerMTok: 1 },
    );
    assert.deepEqual([text, usage, costUsd], ["Hello", null, null]);
  });

  it("is finished whatever the server calls it", async (t) => {
    for (const finish of ["STOP", "eos", "end_turn"]) {
      assert.equal(
        (await textOf(t, raw({ choices: [{ delta: { content: "x" }, finish_reason: finish }] }))).finish,
        "stop",
      );
    }
  });

  it("stays complete when the connection breaks after its end", async (t) => {
    const { text } = await textOf(t, (response) => {
      beginStream(response);
      sendPart(response, { content: "Hello", finish: "stop" });
      setTimeout(() => response.destroy(), 20);
    });
    assert.equal(text, "Hello");
  });

  it("comes without log-probabilities from a server that refuses them, which is asked only once", async (t) => {
    const { server, reply, chat } = await converse(
      t,
      ({ body }, response) => {
        if (body?.["logprobs"] === true) sendError(response, 400, "logprobs is not supported");
        else streamAll(response, [{ content: "x", finish: "stop" }]);
      },
      { request: { logprobs: true } },
    );
    assert.deepEqual((await reply).choices[0]?.logprobs, null);
    await chat.chat({ ...request, logprobs: true }, () => undefined, new AbortController().signal);
    assert.equal(server.seen.filter(({ body }) => body?.["logprobs"] === true).length, 1);
  });
});

describe("a stream that tries to fool us", () => {
  const begin =
    (...texts: string[]) =>
    (_: unknown, response: ServerResponse): void => {
      beginStream(response);
      for (const text of texts) response.write(text);
      response.end();
    };
  const event = (chunk: unknown): string => `data: ${JSON.stringify(chunk)}\n\n`;
  const said = (content: string, finish: string | null = null, more: object = {}) =>
    event({ choices: [{ index: 0, delta: { content }, finish_reason: finish }], ...more });

  it("is read byte by byte, with a byte order mark, CRLF, comments and [DONE] twice", async (t) => {
    const body = Buffer.from(
      `\ufeff: OPENROUTER PROCESSING\r\n\r\n${said("Grüße 😀")}${said("", "stop")}data: [DONE]\n\ndata: [DONE]\n\n`,
    );
    const { reply, deltas } = await streamFrom(t, async (_, response) => {
      beginStream(response);
      response.socket?.setNoDelay(true);
      for (const byte of body) await new Promise((sent) => response.write(Buffer.from([byte]), sent));
      response.end();
    });
    assert.equal((await reply).choices[0]?.text, "Grüße 😀");
    assert.equal(deltas.map(({ text }) => text).join(""), "Grüße 😀");
  });

  it("may bring everything in one giant event", async (t) => {
    const text = "word ".repeat(190_000);
    const { reply } = await streamFrom(t, begin(said(text, "stop")));
    assert.equal((await reply).choices[0]?.text, text);
  });

  it("takes nothing away by an error after the end, and fails by one before", async (t) => {
    const error = event({ error: { message: "too late", code: 502 } });
    const late = await streamFrom(t, begin(said("All", "stop"), error));
    assert.equal((await late.reply).choices[0]?.text, "All");
    const early = await streamFrom(t, begin(said("Al"), error));
    const failure = await failureOf(early.reply);
    assert.match(failure.message, /error 502 in its reply \(too late\)/);
    const { kind, transient, partialTexts } = failure.details;
    assert.deepEqual([kind, transient, partialTexts], ["stream", false, ["Al"]]);
  });

  it("may fail before any text, which may be tried again when the server's error says so", async (t) => {
    const frame = (code: number) =>
      begin(said("", "error", { error: { code, message: "x", metadata: { error_type: "y" } } }));
    const details = async (code: number) => (await failureOf((await streamFrom(t, frame(code))).reply)).details;
    const [limited, refused] = await Promise.all([details(429), details(400)]);
    assert.deepEqual([limited.kind, limited.transient, limited.status], ["rate-limited", true, 429]);
    assert.deepEqual([refused.kind, refused.transient], ["rejected", false]);
  });

  const failures: [string, string[], RegExp, boolean][] = [
    [
      "an end with an error and no word about it",
      [said("Al"), said("", "error")],
      /stopped in the middle of its answer and gave no reason/,
      false,
    ],
    ["an end without a finish reason", [said("Al"), "data: [DONE]\n\n"], /ended before the answer was complete/, false],
    ["an end without anything", [], /ended before the answer was complete/, true],
    ["malformed JSON", ['data: {"choices":[{"delta\n\n'], /malformed JSON/, false],
    ["llama.cpp's field of errors", ['error: {"code":500,"message":"slot lost"}\n\n'], /error 500 .*slot lost/, true],
  ];
  for (const [title, texts, message, transient] of failures) {
    it(`fails by ${title}`, async (t) => {
      const { reply } = await streamFrom(t, begin(...texts));
      const failure = await failureOf(reply);
      assert.match(failure.message, message);
      assert.equal(failure.details.transient, transient);
    });
  }

  it("need not end after its answer", async (t) => {
    const answer = (_: unknown, response: ServerResponse): void => {
      beginStream(response);
      sendPart(response, { content: "Hello", finish: "stop" });
    };
    const { reply, server } = await streamFrom(t, answer, { limits: { ...defaultTimeLimits, idleMs: 50 } });
    assert.equal((await reply).choices[0]?.text, "Hello");
    await server.clientGone;
  });

  it("may mark numbers that JSON does not have, and more choices than were asked for", async (t) => {
    const logprobs = '"logprobs":{"content":[{"token":"a","logprob":-Infinity},{"token":"b","logprob":-0.5}]}';
    const { reply } = await streamFrom(
      t,
      begin(
        `data: {"choices":[{"index":0,"delta":{"content":"ab"},${logprobs}}]}\n\n`,
        said("", "stop"),
        event({ choices: [{ index: 3, delta: { content: "extra" }, finish_reason: "stop" }] }),
      ),
    );
    const { choices } = await reply;
    assert.deepEqual(
      choices.map(({ text, logprobs: values }) => [text, values]),
      [["ab", [-0.5]]],
    );
  });

  it("hands out nothing more once it is stopped, however much had arrived", async (t) => {
    const stop = new AbortController();
    const server = await localServer((_, response) => {
      beginStream(response);
      response.write(Array.from({ length: 50 }, (_, piece) => said(`${piece} `)).join(""));
      response.end(event({ choices: [0, 1].map((index) => ({ index, delta: { content: "x" } })) }));
    });
    t.after(() => server.close());
    const heard: string[] = [];
    const onDelta = ({ text }: ChatDelta): void => {
      heard.push(text);
      if (heard.length === 3) stop.abort();
    };
    const failure = await failureOf(
      streamedRequest(targetAt(server.url), { ...request, choices: 2 }, onDelta, stop.signal),
    );
    assert.equal(failure.details.kind, "aborted");
    assert.deepEqual(heard, ["0 ", "1 ", "2 "]);
  });

  it("hands out, at the end, what could have been the beginning of thinking", async (t) => {
    const { reply, deltas } = await streamFrom(t, begin(said("Thought"), said("", "stop")));
    assert.equal((await reply).choices[0]?.text, "Thought");
    assert.deepEqual(
      deltas.map(({ text }) => text),
      ["Thought"],
    );
  });

  it("leaves nothing behind on the run's signal", async (t) => {
    const run = new AbortController();
    const { reply } = await streamFrom(t, begin(said("x", "stop")), { signal: run.signal });
    await reply;
    assert.equal(getEventListeners(run.signal, "abort").length, 0);
  });
});
