import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { describeFailure } from "../requests/index.ts";
import type { EndpointKindName } from "../core/endpoints/index.ts";
import { serverOf } from "./chat-target.ts";
import { redact } from "./redact.ts";
import { readRefusal, RefusalError } from "../failures/index.ts";

const KEY = `sk-marked-${"x".repeat(60)}`;

describe("a secret", () => {
  it("is also a header's value without the name of its scheme, which is none", () => {
    const server = { apiKey: null, headers: { Authorization: `Bearer  ${KEY}`, "X-Team": "tools" } };
    assert.equal(redact(`Bearer token ${KEY} is no key of tools`, server), "Bearer token [secret] is no key of tools");
    assert.equal(redact(`got Bearer  ${KEY}`, server), "got [secret]");
  });

  const messageOf = (kind: EndpointKindName, error: object): string => {
    const server = serverOf({ name: "s", kind, baseUrl: "http://127.0.0.1/v1", models: "*" }, KEY);
    const refusal = new RefusalError(readRefusal(401, JSON.stringify({ error })));
    const { signal } = new AbortController();
    return describeFailure(refusal, { reference: null, server, signal, begun: false, partialTexts: [] }).message;
  };

  it("is not quoted in part either, where a server's words are cut to length", () => {
    for (let before = 230; before <= 300; before += 10) {
      const message = messageOf("openai", { message: `${"y".repeat(before)} ${KEY}` });
      assert.doesNotMatch(message, /sk-/, String(before));
      assert.match(message, /y{230}/);
    }
    for (let before = 130; before <= 200; before += 10) {
      const metadata = { provider_name: "Cheap", raw: `${"y".repeat(before)} ${KEY}` };
      const message = messageOf("openrouter", { message: "no", metadata });
      assert.doesNotMatch(message, /sk-/, String(before));
      assert.match(message, /Cheap: y{130}/);
    }
  });

  it("leaves no more of a server's words than fit a message", () => {
    assert.equal(messageOf("openai", { message: "z".repeat(10_000) }).match(/z+/)?.[0].length, 300);
  });
});
