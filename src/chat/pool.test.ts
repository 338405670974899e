import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { localServer } from "../../test/support/http/local-server.ts";
import { sendError, sendJson, streamAll } from "../../test/support/http/sse.ts";
import type { Endpoint } from "../core/endpoints/index.ts";
import { request } from "../../test/support/chat/converse.ts";
import { buildPool } from "./pool.ts";
import { hurried } from "../../test/support/queue/fake-time.ts";

const { signal } = new AbortController();
const noKeys = (): Promise<null> => Promise.resolve(null);

function endpoint(name: string, models: Endpoint["models"], changes: Partial<Endpoint> = {}): Endpoint {
  return { name, kind: "openai", baseUrl: "http://127.0.0.1:1/v1", models, ...changes };
}

/** Starts a server that answers every chat with its own name, or fails. */
async function namedServer(t: TestContext, name: string, fails = false) {
  const server = await localServer((seen, response) => {
    if (seen.path.endsWith("/models")) sendJson(response, 200, { object: "list", data: [{ id: "a" }, { id: "b" }] });
    else if (fails) sendError(response, 500, "down");
    else streamAll(response, [{ content: name, finish: "stop" }]);
  });
  t.after(() => server.close());
  return server;
}

describe("the pool", () => {
  it("has a member for every enabled model of every enabled endpoint, under its name in the bank", async () => {
    const { members } = await buildPool(
      {
        endpoints: [
          endpoint("one", ["qwen/qwen3-32b:free", { id: "off", enabled: false }]),
          endpoint("two", [
            { id: "x", capabilityOf: "Llama" },
            { id: "helper", pool: false },
          ]),
          endpoint("three", ["never"], { enabled: false }),
        ],
        keyOf: noKeys,
        bankModels: ["Qwen3-32B"],
      },
      signal,
    );
    assert.deepEqual(
      members.map(({ name, reference, referencer }) => [name, reference, referencer]),
      [
        ["Qwen3-32B", "one/qwen/qwen3-32b:free", true],
        ["Llama", "two/x", true],
        ["helper", "two/helper", false],
      ],
    );
  });

  it("takes one model on two endpoints as one member, the cheaper first and the other standing in", async (t) => {
    const [cheap, dear] = await Promise.all([namedServer(t, "cheap", true), namedServer(t, "dear")]);
    const priced = (usd: number) => [{ id: "m", promptUsdPerMTok: usd, completionUsdPerMTok: usd }];
    const { members } = await buildPool(
      {
        endpoints: [
          endpoint("dear", priced(9), { baseUrl: dear.url }),
          endpoint("cheap", priced(1), { baseUrl: cheap.url }),
        ],
        keyOf: noKeys,
        bankModels: [],
        traffic: hurried().traffic,
      },
      signal,
    );
    assert.deepEqual(
      members.map(({ reference }) => reference),
      ["cheap/m"],
    );
    const reply = await members[0]!.chat.chat(request, () => undefined, signal);
    assert.equal(reply.servedBy, "dear/m");
    assert.equal(cheap.seen.length, 1);
  });

  it("calls a model that the bank does not know as its first endpoint spells it, and takes other spellings as the same", async () => {
    const { members } = await buildPool(
      {
        endpoints: [
          endpoint("one", [{ id: "qwen2.5-coder:7b" }, { id: "own-model" }]),
          endpoint("two", [{ id: "Qwen/Qwen2.5-Coder-7B" }, { id: "x/Own_Model:free" }]),
        ],
        keyOf: noKeys,
        bankModels: ["Qwen3-32B"],
      },
      signal,
    );
    assert.deepEqual(
      members.map(({ name, servers }) => [name, servers.length]),
      [
        ["qwen2.5-coder:7b", 2],
        ["own-model", 2],
      ],
    );
  });

  it('asks the server for its models where they are "*", and reports an endpoint that does not answer', async (t) => {
    const server = await namedServer(t, "all");
    const { members, problems } = await buildPool(
      {
        endpoints: [endpoint("all", "*", { baseUrl: server.url }), endpoint("gone", "*")],
        keyOf: noKeys,
        bankModels: [],
      },
      signal,
    );
    assert.deepEqual(
      members.map(({ name }) => name),
      ["a", "b"],
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0]!, /^gone: http:/);
  });

  it("reports a server whose list of models is none", async (t) => {
    for (const answer of ["<html>Sign in</html>", "{}", '{"data":[]}', '{"data":[{"name":"x"}]}']) {
      const server = await localServer((_, response) => {
        response
          .writeHead(200, { "content-type": answer.startsWith("<") ? "text/html" : "application/json" })
          .end(answer);
      });
      t.after(() => server.close());
      const { members, problems } = await buildPool(
        { endpoints: [endpoint("odd", "*", { baseUrl: server.url })], keyOf: noKeys, bankModels: [] },
        signal,
      );
      assert.equal(members.length, 0);
      assert.match(problems[0] ?? "", /not a list of models|lists no models|answered with a web page/, answer);
    }
  });

  it("names every endpoint of a model when all of them fail", async (t) => {
    const servers = await Promise.all([namedServer(t, "a", true), namedServer(t, "b", true)]);
    const endpoints = servers.map(({ url }, index) => endpoint(`e${index}`, ["m"], { baseUrl: url }));
    const { members } = await buildPool(
      { endpoints, keyOf: noKeys, bankModels: [], traffic: hurried().traffic },
      signal,
    );
    await assert.rejects(
      members[0]!.chat.chat(request, () => undefined, signal),
      /e0\/m at .*e1\/m at /,
    );
  });

  it("gives each endpoint its own key", async (t) => {
    const [one, two] = await Promise.all([namedServer(t, "one"), namedServer(t, "two")]);
    const { members } = await buildPool(
      {
        endpoints: [endpoint("one", ["m1"], { baseUrl: one.url }), endpoint("two", ["m2"], { baseUrl: two.url })],
        keyOf: ({ name }) => Promise.resolve(name === "one" ? "key-of-one" : null),
        bankModels: [],
      },
      signal,
    );
    await Promise.all(members.map(({ chat }) => chat.chat(request, () => undefined, signal)));
    assert.equal(one.seen[0]?.headers.authorization, "Bearer key-of-one");
    assert.equal(two.seen[0]?.headers.authorization, undefined);
  });

  it("never has more requests under way at an endpoint than its concurrency", async (t) => {
    const load = { now: 0, most: 0 };
    let meet: () => void = () => undefined;
    const two = new Promise<void>((resolve) => (meet = resolve));
    const server = await localServer(async (_, response) => {
      load.most = Math.max(load.most, ++load.now);
      if (load.most === 2) meet();
      await two;
      await pause(20);
      load.now--;
      streamAll(response, [{ content: "x", finish: "stop" }]);
    });
    t.after(() => server.close());
    const limited = endpoint("one", ["a", "b", "c", "d", "e"], { baseUrl: server.url, concurrency: 2 });
    const { members } = await buildPool({ endpoints: [limited], keyOf: noKeys, bankModels: [] }, signal);
    await Promise.all(members.map(({ chat }) => chat.chat(request, () => undefined, signal)));
    assert.equal(load.most, 2);
  });
});
