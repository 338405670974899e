import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, it } from "node:test";
import { converse, failureOf } from "../../test/support/chat/converse.ts";
import { localServer } from "../../test/support/http/local-server.ts";
import { beginStream, endStream, sendError, sendJson, sendPart } from "../../test/support/http/sse.ts";

describe("a failure", () => {
  const cases: [string, (response: ServerResponse) => void, string, RegExp][] = [
    [
      "says that the key was refused",
      (response) => {
        sendError(response, 401, "bad key");
      },
      "unauthorized",
      /bad key.*Set API Key/,
    ],
    [
      "says that the model is unknown",
      (response) => {
        sendError(response, 404, "no such model");
      },
      "not-found",
      /no such model/,
    ],
    [
      "says that the server broke",
      (response) => {
        sendError(response, 500, "boom");
      },
      "server",
      /HTTP 500 \(boom\)/,
    ],
    [
      "says that the rate limit is reached",
      (response) => {
        sendError(response, 429, "slow down");
      },
      "rate-limited",
      /slow down/,
    ],
    [
      "copes with an HTML error page",
      (response) => {
        response.writeHead(502).end("<html>bad gateway</html>");
      },
      "server",
      /HTTP 502/,
    ],
    [
      "is a stream that ends without a finish reason",
      (response) => {
        beginStream(response);
        sendPart(response, { content: "Hel" });
        endStream(response, null);
      },
      "stream",
      /ended before the answer was complete/,
    ],
    [
      "is a connection that breaks off",
      (response) => {
        beginStream(response);
        sendPart(response, { content: "Hel" });
        setTimeout(() => response.destroy(), 20);
      },
      "stream",
      /broke off/,
    ],
    [
      "is an error inside a stream that began well",
      (response) => {
        beginStream(response);
        sendPart(response, { content: "Hel" });
        response.end(`data: ${JSON.stringify({ error: { message: "overloaded", code: 502 } })}\n\n`);
      },
      "stream",
      /overloaded/,
    ],
  ];
  for (const [title, answer, kind, message] of cases) {
    it(title, async (t) => {
      const { reply } = await converse(t, (_, response) => {
        answer(response);
      });
      const error = await failureOf(reply);
      assert.equal(error.details.kind, kind);
      assert.match(error.message, message);
      assert.match(error.message, /^local\/m at http:\/\/127\.0\.0\.1:\d+\/v1: /);
    });
  }

  it("is a web page or an error with status 200, in the server's words", async (t) => {
    const page = await converse(t, (_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in</html>");
    });
    assert.match((await failureOf(page.reply)).message, /answered with a web page/);
    const quota = await converse(t, (_, response) => {
      sendJson(response, 200, { error: { message: "quota exceeded" } });
    });
    assert.match((await failureOf(quota.reply)).message, /quota exceeded/);
    const nonsense = await converse(t, (_, response) => {
      beginStream(response);
      response.end("data: null\n\n");
    });
    assert.match((await failureOf(nonsense.reply)).message, /not a chat completion/);
  });

  it("counts as begun, and so as perhaps charged, once there was thinking", async (t) => {
    const { reply } = await converse(t, (_, response) => {
      beginStream(response);
      sendPart(response, { reasoning: "hm" });
      setTimeout(() => response.destroy(), 20);
    });
    assert.equal((await failureOf(reply)).details.kind, "stream");
  });

  it("never quotes a key or a header's value, whoever put it into the error", async (t) => {
    const secrets = { apiKey: "s3cret-key-12345", headers: { "X-Team": "hunter2-token" } };
    const echo = await converse(
      t,
      (_, response) => {
        sendError(response, 401, "Invalid key Bearer s3cret-key-12345 of hunter2-token");
      },
      secrets,
    );
    const echoed = await failureOf(echo.reply);
    assert.match(echoed.message, /Invalid key Bearer \[secret\] of \[secret\]/);
    assert.equal(echoed.cause, undefined);
    for (const broken of [{ apiKey: "sk-secret\nsk-other" }, { headers: { "X-Team": "hunter2\ntoken" } }]) {
      const { reply, server } = await converse(t, () => undefined, broken);
      assert.doesNotMatch((await failureOf(reply)).message, /sk-|hunter2/);
      assert.equal(server.seen.length, 0);
    }
  });

  it("keeps the text that had arrived", async (t) => {
    const { reply } = await converse(t, (_, response) => {
      beginStream(response);
      sendPart(response, { content: "Hel" });
      endStream(response, null);
    });
    assert.deepEqual((await failureOf(reply)).details.partialTexts, ["Hel"]);
  });

  it("comes in time from a server that never answers, and from one that stalls", async (t) => {
    const limits = { connectMs: 2000, firstTokenMs: 80, idleMs: 80 };
    const silent = await converse(t, () => undefined, { limits });
    assert.match((await failureOf(silent.reply)).message, /no answer within 0.08 s \(timeouts.firstTokenMs\)/);
    const stalling = await converse(
      t,
      (_, response) => {
        beginStream(response);
        sendPart(response, { content: "Hel" });
      },
      { limits },
    );
    const error = await failureOf(stalling.reply);
    assert.equal(error.details.kind, "timeout");
    assert.match(error.message, /stopped sending for 0.08 s \(timeouts.idleMs\)/);
  });

  it("names the address when nobody listens there", async (t) => {
    const closed = await localServer(() => undefined);
    await closed.close();
    const { reply } = await converse(t, () => undefined, { baseUrl: `${closed.url}/v1` });
    const error = await failureOf(reply);
    assert.equal(error.details.kind, "connect");
    assert.match(error.message, /connection refused/);
    assert.ok(error.message.includes(closed.url));
  });

  it("reaches the server when the user stops", async (t) => {
    const stop = new AbortController();
    const { server, reply } = await converse(
      t,
      (_, response) => {
        beginStream(response);
        sendPart(response, { content: "Hel" });
        setTimeout(() => {
          stop.abort();
        }, 20);
      },
      { signal: stop.signal },
    );
    assert.equal((await failureOf(reply)).details.kind, "aborted");
    await server.clientGone;
  });
});
