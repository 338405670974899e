import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { converse, failureOf, request } from "../../test/support/chat/converse.ts";
import { beginStream, endStream, sendError, sendPart, streamAll } from "../../test/support/http/sse.ts";
import { ChatError } from "../core/errors.ts";
import type { ChatPause } from "../core/ports.ts";
import { serverOf } from "../servers/index.ts";
import { openAiCompatible } from "./openai-compatible.ts";

describe("a reply", () => {
  it("arrives piece by piece and whole, with its tokens and its cost", async (t) => {
    const { reply, deltas } = await converse(t, (_, response) => {
      streamAll(response, [{ content: null }, { content: "Hel" }, { content: "lo" }, { finish: "stop" }]);
    });
    const { choices, usage, costUsd, servedBy } = await reply;
    assert.deepEqual(choices, [{ text: "Hello", thinking: "", finish: "stop", logprobs: null, failure: null }]);
    assert.deepEqual(
      deltas.map(({ text }) => text),
      ["Hel", "lo", ""],
    );
    assert.deepEqual(deltas.at(-1)?.ended, choices[0], "a choice is whole as soon as the server says so");
    assert.deepEqual(usage, { promptTokens: 10, completionTokens: 4 });
    assert.equal(costUsd, (10 * 1 + 4 * 2) / 1e6);
    assert.equal(servedBy, "local/m");
  });

  it("has an unknown cost, not 0, when the server sends no token counts", async (t) => {
    const { reply } = await converse(t, (_, response) => {
      beginStream(response);
      sendPart(response, { content: "x", finish: "stop" });
      endStream(response, null);
    });
    assert.equal((await reply).costUsd, null);
  });

  it("keeps thinking apart, whichever field or tag brings it", async (t) => {
    for (const part of [{ reasoning: "hm" }, { reasoning_content: "hm" }, { content: "<think>hm</think>\n" }]) {
      const { reply } = await converse(t, (_, response) => {
        streamAll(response, [part, { content: "Hi" }, { finish: "stop" }]);
      });
      const [choice] = (await reply).choices;
      assert.deepEqual([choice?.text, choice?.thinking], ["Hi", "hm"]);
    }
  });

  it("carries the log-probabilities of its visible text only", async (t) => {
    const { reply } = await converse(
      t,
      (_, response) => {
        streamAll(response, [
          {
            content: "<think>a",
            logprobs: [
              { token: "<think>", logprob: -9 },
              { token: "a", logprob: -8 },
            ],
          },
          { content: "</think>", logprobs: [{ token: "</think>", logprob: -7 }] },
          { content: "Hi", logprobs: [{ token: "Hi", logprob: -0.5 }] },
          { finish: "stop" },
        ]);
      },
      { request: { logprobs: true } },
    );
    assert.deepEqual((await reply).choices[0]?.logprobs, [-0.5]);
  });
});

describe("a request that waits for its turn", () => {
  it("says until when it is of use, and whether anything was handed out", async (t) => {
    const { server } = await converse(t, (_, response) => {
      streamAll(response, [{ content: "x", finish: "stop" }]);
    });
    const begun: boolean[] = [];
    const until: (number | null)[] = [];
    const endpoint = { name: "local", kind: "openai", baseUrl: server.url, models: "*" } as const;
    const model = openAiCompatible(
      { ...serverOf(endpoint, null), model: { id: "m" } },
      async (send, waiting) => {
        until.push(waiting.until);
        begun.push(waiting.begun);
        const reply = await send();
        begun.push(waiting.begun);
        return reply;
      },
      { choicesBelow: Infinity, logprobs: true },
      () => 500,
    );
    const { signal } = new AbortController();
    await model.chat({ ...request, usefulForMs: 1000 }, () => undefined, signal);
    await model.chat(request, () => undefined, signal);
    assert.deepEqual(until, [1500, null]);
    assert.deepEqual(begun, [false, true, false, true]);
  });

  it("is told that it goes out, each time, and only then", async (t) => {
    const { server } = await converse(t, ({ body }, response) => {
      if (body?.["logprobs"] === true) sendError(response, 400, "logprobs is not supported");
      else streamAll(response, [{ content: "x", finish: "stop" }]);
    });
    const endpoint = { name: "local", kind: "openai", baseUrl: server.url, models: "*" } as const;
    const order: string[] = [];
    const model = openAiCompatible({ ...serverOf(endpoint, null), model: { id: "m" } }, (send) => {
      order.push("waits");
      return send();
    });
    const onSent = (): void => void order.push("sent");
    await model.chat({ ...request, logprobs: true, onSent }, () => undefined, new AbortController().signal);
    assert.deepEqual(order, ["waits", "sent", "waits", "sent"]);
  });
});

describe("several choices", () => {
  it("are one request where the server honours n, even when they interleave", async (t) => {
    const { server, reply } = await converse(
      t,
      (_, response) => {
        streamAll(response, [
          { index: 1, content: "B" },
          { index: 0, content: "A" },
          { index: 1, finish: "stop" },
          { index: 0, finish: "stop" },
        ]);
      },
      { request: { choices: 2 } },
    );
    assert.deepEqual(
      (await reply).choices.map(({ text }) => text),
      ["A", "B"],
    );
    assert.equal(server.seen.length, 1);
    assert.equal(server.seen[0]?.body?.["n"], 2);
  });

  it("are asked for singly where the server left them out, each in its place", async (t) => {
    const { reply, deltas } = await converse(
      t,
      ({ body }, response) => {
        const indices = body?.["n"] === 3 ? [0, 2] : [0];
        streamAll(
          response,
          indices.map((index) => ({ index, content: `${String(body?.["seed"])}.${index}`, finish: "stop" })),
        );
      },
      { request: { choices: 3 }, model: { id: "m", parameters: { n: 7 } } },
    );
    const { choices } = await reply;
    assert.deepEqual(
      choices.map(({ text }) => text),
      ["5.0", "6.0", "5.2"],
    );
    assert.deepEqual(
      choices.map((_, index) => deltas.filter(({ choice }) => choice === index).map(({ text }) => text)),
      [["5.0"], ["6.0"], ["5.2"]],
    );
  });

  it("are completed by single requests with other seeds where the server ignores or refuses n", async (t) => {
    for (const refuses of [false, true]) {
      const { server, reply } = await converse(
        t,
        ({ body }, response) => {
          if (refuses && body?.["n"] !== undefined) sendError(response, 400, "n is not supported");
          else streamAll(response, [{ content: String(body?.["seed"]), finish: "stop" }]);
        },
        { request: { choices: 3 } },
      );
      assert.deepEqual(
        (await reply).choices.map(({ text }) => text),
        ["5", "6", "7"],
      );
      assert.equal(server.seen.filter(({ body }) => body?.["n"] !== undefined).length, 1);
    }
  });

  it("are one request again where the server refused more of them", async (t) => {
    const { server, reply, chat } = await converse(
      t,
      ({ body }, response) => {
        const n = Number(body?.["n"] ?? 1);
        if (n > 2) sendError(response, 400, "n is above the number of slots");
        else
          streamAll(
            response,
            [0, 1].slice(0, n).map((index) => ({ index, content: "x", finish: "stop" })),
          );
      },
      { request: { choices: 3 } },
    );
    assert.equal((await reply).choices.length, 3);
    for (const choices of [2, 3])
      await chat.chat({ ...request, choices }, () => undefined, new AbortController().signal);
    assert.deepEqual(
      server.seen.map(({ body }) => body?.["n"]),
      [3, undefined, undefined, undefined, 2, undefined, undefined, undefined],
    );
  });

  it("are asked for together again after a refusal that was not about their number", async (t) => {
    const { server, reply, chat } = await converse(
      t,
      (_, response) => {
        sendError(response, 400, "not today");
      },
      { request: { choices: 2 } },
    );
    await failureOf(reply);
    await failureOf(chat.chat({ ...request, choices: 2 }, () => undefined, new AbortController().signal));
    assert.equal(server.seen.filter(({ body }) => body?.["n"] === 2).length, 2);
  });

  it("are asked for together after a single one was, too", async (t) => {
    const { server, reply, chat } = await converse(t, ({ body }, response) => {
      const n = Number(body?.["n"] ?? 1);
      streamAll(
        response,
        [0, 1].slice(0, n).map((index) => ({ index, content: "x", finish: "stop" })),
      );
    });
    await reply;
    await chat.chat({ ...request, choices: 2 }, () => undefined, new AbortController().signal);
    assert.equal(server.seen.length, 2);
  });

  it("tell once what all of them wait for", async () => {
    const told: ChatPause[] = [];
    const model = openAiCompatible(
      {
        ...serverOf({ name: "local", kind: "openai", baseUrl: "http://127.0.0.1:1", models: "*" }, null),
        model: { id: "m" },
      },
      (_send, { onPause }) => {
        onPause({ reason: "Waits.", milliseconds: null });
        return Promise.reject(new ChatError("Never.", { kind: "timeout", model: "local/m" }));
      },
      { choicesBelow: 2, logprobs: true },
    );
    const pause = (one: ChatPause): void => void told.push(one);
    await failureOf(model.chat({ ...request, choices: 3 }, () => undefined, new AbortController().signal, pause));
    assert.deepEqual(told, [{ reason: "Waits.", milliseconds: null }]);
  });

  it("survive the failure of one of them", async (t) => {
    const { reply } = await converse(
      t,
      ({ body }, response) => {
        if (body?.["seed"] === 6) sendError(response, 500, "broken");
        else streamAll(response, [{ content: "ok", finish: "stop" }]);
      },
      { kind: "openrouter", request: { choices: 2 } },
    );
    const [fine, failed] = (await reply).choices;
    assert.deepEqual([fine?.text, fine?.failure], ["ok", null]);
    assert.match(failed?.failure ?? "", /HTTP 500 \(broken\)/);
  });
});
