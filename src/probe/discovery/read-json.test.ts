import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failureOf } from "../../../test/support/chat/converse.ts";
import { sendError } from "../../../test/support/http/sse.ts";
import { readJson } from "./read-json.ts";
import { json, never, serverWith, targetAt } from "../../../test/support/probe/probe.ts";

const limits = { milliseconds: 2000, bytes: 1000 };

describe("a question to a server about itself", () => {
  it("carries key and headers, and reads what lies under the base URL or at the server's root", async (t) => {
    const server = await serverWith(t, { "/v1/models": json({ at: "v1" }), "/props": json({ at: "root" }) });
    const target = { ...targetAt(server, { headers: { "x-team": "blue" } }), apiKey: "secret-key" };
    assert.deepEqual(await readJson(target, { path: "models" }, limits, never), { at: "v1" });
    assert.deepEqual(await readJson(target, { path: "/props" }, limits, never), { at: "root" });
    for (const { headers } of server.seen) {
      assert.deepEqual([headers.authorization, headers["x-team"]], ["Bearer secret-key", "blue"]);
    }
  });

  it("sends a document where one is given", async (t) => {
    const server = await serverWith(t, { "/api/show": json({}) });
    await readJson(targetAt(server), { path: "/api/show", body: { model: "m" } }, limits, never);
    assert.deepEqual([server.seen[0]?.method, server.seen[0]?.body], ["POST", { model: "m" }]);
  });

  it("ends at a reply that never ends, whatever its status", async (t) => {
    const chatty = (status: number) =>
      serverWith(t, {
        "/v1/models": (_, response) => {
          response.writeHead(status, { "content-type": "application/json" });
          const more = setInterval(() => response.write("x".repeat(10_000)), 1);
          response.on("close", () => {
            clearInterval(more);
          });
        },
      });
    for (const status of [200, 500]) {
      const server = await chatty(status);
      await failureOf(readJson(targetAt(server), { path: "models" }, limits, never));
      await server.clientGone;
    }
  });

  it("ends at its time limit, and when it is stopped", async (t) => {
    const server = await serverWith(t, { "/v1/models": () => undefined });
    const late = readJson(targetAt(server), { path: "models" }, { ...limits, milliseconds: 30 }, never);
    assert.equal((await failureOf(late)).details.kind, "timeout");
    const stop = new AbortController();
    const stopped = readJson(targetAt(server), { path: "models" }, limits, stop.signal);
    stop.abort();
    assert.equal((await failureOf(stopped)).details.kind, "aborted");
  });

  it("fails in a sentence at a web page and at an error", async (t) => {
    const page = await serverWith(t, { "/v1/models": (_, response) => response.end("<html>Welcome</html>") });
    assert.match((await failureOf(readJson(targetAt(page), { path: "models" }, limits, never))).message, /not JSON/);
    const refusing = await serverWith(t, {
      "/v1/models": (_, response) => {
        sendError(response, 401, "who are you?");
      },
    });
    const error = await failureOf(readJson(targetAt(refusing), { path: "models" }, limits, never));
    assert.equal(error.details.kind, "unauthorized");
    assert.match(error.message, /who are you\?/);
  });
});
