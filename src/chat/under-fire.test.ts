import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { failureOf, request } from "../../test/support/chat/converse.ts";
import { localServer, type SeenRequest } from "../../test/support/http/local-server.ts";
import { beginStream, sendError, sendJson, sendPart, streamAll } from "../../test/support/http/sse.ts";
import type { ChatPause, PoolMember } from "../core/ports.ts";
import type { Endpoint } from "../core/endpoints/index.ts";
import { buildPool } from "./pool.ts";
import { FakeTime, hurried } from "../../test/support/queue/fake-time.ts";
import { Traffic } from "../queue/index.ts";

const { signal } = new AbortController();

async function serve(t: TestContext, answer: (seen: SeenRequest, response: ServerResponse) => void | Promise<void>) {
  const server = await localServer(answer);
  t.after(() => server.close());
  return server;
}

async function pool(traffic: Traffic, ...endpoints: (Partial<Endpoint> & { baseUrl: string })[]) {
  const full = endpoints.map((one, index): Endpoint => ({ name: `e${index}`, kind: "openai", models: ["m"], ...one }));
  return (await buildPool({ endpoints: full, keyOf: () => Promise.resolve(null), bankModels: [], traffic }, signal))
    .members;
}

const ask = (member: PoolMember | undefined, onPause?: (pause: ChatPause) => void) =>
  member!.chat.chat(request, () => undefined, signal, onPause);

const fine = (response: ServerResponse): void => {
  streamAll(response, [{ content: "fine", finish: "stop" }]);
};

describe("a request under fire", () => {
  const faults: [string, Partial<Endpoint>, (response: ServerResponse) => void, number, RegExp][] = [
    [
      "a rate limit with Retry-After",
      {},
      (response) => response.writeHead(429, { "retry-after": "7" }).end('{"error":{"message":"slow down"}}'),
      7000,
      /slow down.*Trying again, 2 of 4/,
    ],
    [
      "a rate limit without one",
      {},
      (response) => {
        sendError(response, 429, "slow down");
      },
      0,
      /slow down/,
    ],
    [
      "a budget that other requests hold",
      { kind: "openrouter" },
      (response) => {
        response.setHeader("retry-after", "3");
        sendJson(response, 402, {
          error: { message: "in flight", metadata: { reason: "in_flight_budget_exhausted" } },
        });
      },
      3000,
      /in flight/,
    ],
    [
      "a server that is overloaded",
      {},
      (response) => {
        sendError(response, 503, "overloaded");
      },
      0,
      /overloaded/,
    ],
    ["a connection that is reset", {}, (response) => response.socket?.resetAndDestroy(), 0, /./],
  ];
  for (const [what, changes, fail, expected, told] of faults) {
    it(`survives ${what}`, async (t) => {
      const server = await serve(t, (_, response) => {
        if (server.seen.length === 1) fail(response);
        else fine(response);
      });
      const { traffic, waits } = hurried();
      const [member] = await pool(traffic, { ...changes, baseUrl: server.url });
      const pauses: ChatPause[] = [];
      const reply = await ask(member, (pause) => pauses.push(pause));
      assert.equal(reply.choices[0]?.text, "fine");
      assert.equal(server.seen.length, 2);
      assert.equal(waits[0], expected);
      assert.match(pauses[0]?.reason ?? "", told);
    });
  }

  it("is not repeated once text has come", async (t) => {
    // A reset also discards data that was sent but not read yet.
    let heard: () => void = () => undefined;
    const server = await serve(t, (_, response) => {
      heard = () => response.socket?.resetAndDestroy();
      beginStream(response);
      sendPart(response, { content: "Hel" });
    });
    const { traffic, waits } = hurried();
    const [member] = await pool(traffic, { baseUrl: server.url });
    const error = await failureOf(
      member!.chat.chat(
        request,
        () => {
          heard();
        },
        signal,
      ),
    );
    assert.deepEqual([server.seen.length, waits, error.details.partialTexts], [1, [], ["Hel"]]);
  });
});

describe("a bad endpoint", () => {
  it("never slows the others", async (t) => {
    let reached: () => void = () => undefined;
    const bothReached = new Promise<void>((resolve) => (reached = resolve));
    const count = (): void => {
      if (hanging.seen.length === 2 && limited.seen.length === 2) reached();
    };
    const hanging = await serve(t, count);
    const limited = await serve(t, (_, response) => {
      count();
      response.writeHead(429, { "retry-after": "60" }).end('{"error":{"message":"slow down"}}');
    });
    const good = await serve(t, (_, response) => {
      fine(response);
    });
    const traffic = new Traffic(new FakeTime(), () => 0);
    const members = await pool(
      traffic,
      { baseUrl: hanging.url, concurrency: 2, models: ["hanging"] },
      { baseUrl: limited.url, concurrency: 2, models: ["limited"] },
      { baseUrl: good.url, concurrency: 2, models: ["good"] },
    );
    const stop = new AbortController();
    const many = (name: string) =>
      Array.from({ length: 20 }, () =>
        members.find((member) => member.name === name)!.chat.chat(request, () => undefined, stop.signal),
      );
    const stuck = [...many("hanging"), ...many("limited")];
    const unsettled = new Set(stuck);
    for (const one of stuck) one.catch(() => undefined).finally(() => unsettled.delete(one));
    const [replies] = await Promise.all([Promise.all(many("good")), bothReached]);
    assert.deepEqual(new Set(replies.map(({ choices }) => choices[0]?.text)), new Set(["fine"]));
    assert.equal(good.seen.length, 20);
    assert.deepEqual([unsettled.size, hanging.seen.length, limited.seen.length], [40, 2, 2]);
    stop.abort();
    await Promise.allSettled(stuck);
  });
});

describe("a model that is limited for hours", () => {
  const limits: [string, Readonly<Record<string, string>>][] = [
    ["an hour by Retry-After", { "retry-after": "3600" }],
    ["a day by the end of its window", { "x-ratelimit-reset": "86400" }],
  ];
  for (const [what, headers] of limits) {
    it(`never has the others of its endpoint refused or held back, ${what}`, async (t) => {
      const server = await serve(t, ({ body }, response) => {
        if (body?.["model"] === "limited") response.writeHead(429, headers).end('{"error":{"message":"used up"}}');
        else fine(response);
      });
      const { traffic, waits } = hurried();
      const [limited, other] = await pool(traffic, { baseUrl: server.url, models: ["limited", "other"] });
      assert.match((await failureOf(ask(limited))).message, /used up.*ask again after that/);
      assert.match((await failureOf(ask(limited))).message, /asked for a pause/);
      assert.equal((await ask(other)).choices[0]?.text, "fine");
      assert.deepEqual([server.seen.length, waits], [2, []]);
    });
  }
});

describe("what pools share", () => {
  it("is the limit of an endpoint, over all runs at once", async (t) => {
    const load = { now: 0, most: 0 };
    let meet: () => void = () => undefined;
    const two = new Promise<void>((resolve) => (meet = resolve));
    const server = await serve(t, async (_, response) => {
      load.most = Math.max(load.most, ++load.now);
      if (load.most === 2) meet();
      await two;
      await pause(5);
      load.now--;
      fine(response);
    });
    const traffic = hurried().traffic;
    const endpoint = { baseUrl: server.url, concurrency: 2 };
    const pools = await Promise.all([1, 2, 3].map(() => pool(traffic, endpoint)));
    await Promise.all(pools.flatMap(([member]) => [ask(member), ask(member), ask(member)]));
    assert.equal(load.most, 2);
  });

  it("is what a server was found to do: it is not tried again", async (t) => {
    const server = await serve(t, ({ body }, response) => {
      if (body?.["n"] !== undefined) sendError(response, 400, "n is not supported");
      else if (body?.["logprobs"] === true) sendError(response, 400, "logprobs is not supported");
      else fine(response);
    });
    const { traffic } = hurried();
    for (let run = 0; run < 2; run++) {
      const [member] = await pool(traffic, { baseUrl: server.url });
      await member!.chat.chat({ ...request, choices: 2, logprobs: true }, () => undefined, signal);
    }
    const refused = server.seen.filter(({ body }) => body?.["n"] !== undefined || body?.["logprobs"] === true);
    // With both, then twice without n; after that never again.
    assert.equal(refused.length, 4);
    assert.equal(server.seen.length, refused.length + 4);
  });

  it("does not grow with the number of requests", async (t) => {
    const server = await serve(t, (_, response) => {
      fine(response);
    });
    const { traffic } = hurried();
    const stop = new AbortController();
    for (let run = 0; run < 5; run++) {
      const [member] = await pool(traffic, { baseUrl: server.url });
      await Promise.all(
        Array.from({ length: 20 }, () =>
          member!.chat.chat({ ...request, usefulForMs: null }, () => undefined, stop.signal),
        ),
      );
    }
    assert.equal(server.seen.length, 100);
    assert.equal(getEventListeners(stop.signal, "abort").length, 0);
  });
});
