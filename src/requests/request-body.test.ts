import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, it } from "node:test";
import { converse, failureOf, request } from "../../test/support/chat/converse.ts";
import { localServer, type SeenRequest } from "../../test/support/http/local-server.ts";
import { streamAll } from "../../test/support/http/sse.ts";

describe("a request", () => {
  const ok = (_: SeenRequest, response: ServerResponse): void => {
    streamAll(response, [{ content: "x", finish: "stop" }]);
  };

  it("asks for what it needs", async (t) => {
    const { server, reply } = await converse(t, ok, { request: { logprobs: true } });
    await reply;
    assert.deepEqual(server.seen[0]?.body, {
      model: "m",
      messages: request.messages,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.7,
      presence_penalty: 1.05,
      max_tokens: 100,
      seed: 5,
      logprobs: true,
    });
  });

  it("carries the model's own fields, and drops those set to null", async (t) => {
    const model = { id: "m", parameters: { seed: null, top_k: 20, n: 5 } };
    const { server, reply } = await converse(t, ok, { model });
    await reply;
    assert.equal(server.seen[0]?.body?.["top_k"], 20);
    assert.equal("seed" in server.seen[0].body, false);
    assert.equal("n" in server.seen[0].body, false, "how many choices is the run's to say");
  });

  it("has its pictures as parts for a model that sees, and without them for any other", async (t) => {
    const picture = { mediaType: "image/png", data: "iVBORw0KGgo=", width: 8, height: 8 } as const;
    const messages = [{ role: "user", content: "What is it?", pictures: [picture] }] as const;
    const sent = async (vision?: boolean) => {
      const model = { id: "m", ...(vision !== undefined && { vision }) };
      const { server, reply } = await converse(t, ok, { model, request: { messages } });
      await reply;
      return server.seen[0]?.body?.["messages"];
    };
    assert.deepEqual(await sent(true), [
      {
        role: "user",
        content: [
          { type: "text", text: "What is it?" },
          { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } },
        ],
      },
    ]);
    for (const vision of [false, undefined])
      assert.deepEqual(await sent(vision), [{ role: "user", content: "What is it?" }]);
  });

  it("puts instructions where the model's template takes them", async (t) => {
    const roles = async (systemRole: "user" | "none") => {
      const { server, reply } = await converse(t, ok, { model: { id: "m", systemRole } });
      await reply;
      return server.seen[0]?.body?.["messages"];
    };
    assert.deepEqual(await roles("user"), [
      { role: "user", content: "Be brief." },
      { role: "user", content: "Hello?" },
    ]);
    assert.deepEqual(await roles("none"), [{ role: "user", content: "Be brief.\n\nHello?" }]);
  });

  it("sends the endpoint's key and headers, and nothing that the environment holds for others", async (t) => {
    const environment = {
      OPENAI_API_KEY: "env-secret",
      OPENAI_ORG_ID: "env-org",
      OPENAI_CUSTOM_HEADERS: "X-Env: env-secret",
    };
    Object.assign(process.env, environment);
    t.after(() => {
      for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
    });
    const without = await converse(t, ok);
    await without.reply;
    assert.equal(without.server.seen[0]?.headers.authorization, undefined);
    assert.doesNotMatch(JSON.stringify(without.server.seen), /env-/);
    const own = await converse(t, ok, { apiKey: "own-secret", headers: { "X-Team": "tools" } });
    await own.reply;
    assert.equal(own.server.seen[0]?.headers.authorization, "Bearer own-secret");
    assert.equal(own.server.seen[0].headers["x-team"], "tools");
  });

  it("keeps its own key where the environment holds another for somebody else", async (t) => {
    process.env["OPENAI_CUSTOM_HEADERS"] = "Authorization: Bearer env-secret\nContent-Type: text/env";
    t.after(() => Reflect.deleteProperty(process.env, "OPENAI_CUSTOM_HEADERS"));
    const { server, reply } = await converse(t, ok, { apiKey: "own-secret" });
    await reply;
    assert.equal(server.seen[0]?.headers.authorization, "Bearer own-secret");
    assert.equal(server.seen[0].headers["content-type"], "application/json");
    assert.match(process.env["OPENAI_CUSTOM_HEADERS"], /env-secret/);
  });

  it("never follows a redirect", async (t) => {
    const elsewhere = await localServer(ok);
    t.after(() => elsewhere.close());
    const { reply } = await converse(t, (_, response) => {
      response.writeHead(307, { location: `${elsewhere.url}/v1/chat/completions` }).end();
    });
    assert.match((await failureOf(reply)).message, /redirects, and SMCS does not/);
    assert.equal(elsewhere.seen.length, 0);
  });
});
