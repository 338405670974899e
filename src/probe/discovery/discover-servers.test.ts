import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { localServer, type LocalServer } from "../../../test/support/http/local-server.ts";
import { sendError, sendJson } from "../../../test/support/http/sse.ts";
import type { ReadLimits } from "../../requests/index.ts";
import { discoverServers, usualPlaces } from "./discover-servers.ts";
import { never } from "../../../test/support/probe/probe.ts";

type Answer = Parameters<typeof localServer>[0];

/** Limits that no answer here reaches, however busy the machine is. */
const ample: ReadLimits = { milliseconds: 30_000, bytes: 2 ** 20 };

/** Runs the discovery on servers with these answers, and returns the ports' indices with the found models. */
async function found(t: TestContext, answers: readonly Answer[], limits = ample) {
  const servers: LocalServer[] = [];
  for (const answer of answers) {
    const server = await localServer(answer);
    t.after(() => server.close());
    servers.push(server);
  }
  const ports = servers.map(({ url }) => Number(new URL(url).port));
  const places = ports.map((port) => ({ port, programs: "A program", kind: "openai" as const }));
  const all = [...places, { port: 1, programs: "Nobody", kind: "openai" as const }];
  const result = await discoverServers(never, all, limits);
  return { servers, found: result.map(({ port, models }) => [ports.indexOf(port), models]) };
}

describe("looking for servers on this machine", () => {
  it("finds those that list models, and those that want a key first", async (t) => {
    const { found: result, servers } = await found(t, [
      (_, response) => {
        sendJson(response, 200, { data: [{ id: "a" }, { id: "b" }] });
      },
      (_, response) => {
        sendError(response, 401, "key, please");
      },
    ]);
    assert.deepEqual(result, [
      [0, ["a", "b"]],
      [1, null],
    ]);
    assert.deepEqual(
      servers[0]?.seen.map(({ method, path, headers }) => [method, path, headers.authorization]),
      [["GET", "/v1/models", undefined]],
    );
  });

  it("passes over everything else that may listen there", async (t) => {
    const odd: Answer[] = [
      (_, response) => response.end("<html>Welcome to my page</html>"),
      (_, response) => response.writeHead(200, { "content-type": "application/json" }).end('{"data":[{"id"'),
      (_, response) => {
        sendJson(response, 200, { data: [] });
      },
      (_, response) => response.writeHead(403).end(),
      (_, response) => response.writeHead(302, { location: "/login" }).end(),
      (_, response) => response.destroy(),
      () => undefined,
      (_, response) => {
        const more = setInterval(() => response.write(" ".repeat(100_000)), 1);
        response.on("close", () => {
          clearInterval(more);
        });
      },
    ];
    assert.deepEqual((await found(t, odd, { milliseconds: 300, bytes: 2 ** 20 })).found, []);
  });

  it("ends when it is stopped", async (t) => {
    const server = await localServer(() => undefined);
    t.after(() => server.close());
    const stop = new AbortController();
    const looking = discoverServers(stop.signal, [
      { port: Number(new URL(server.url).port), programs: "x", kind: "openai" },
    ]);
    stop.abort();
    assert.deepEqual(await looking, []);
  });

  it("knows each usual port once", () => {
    assert.equal(new Set(usualPlaces.map(({ port }) => port)).size, usualPlaces.length);
  });
});
