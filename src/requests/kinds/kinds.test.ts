import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { request } from "../../../test/support/chat/stream.ts";
import { type EndpointKindName, endpointKindNames, type EndpointModel } from "../../core/endpoints/index.ts";
import { requestBody } from "../request-body.ts";
import { readRefusal } from "../../failures/index.ts";
import { kindOf } from "./kinds.ts";

function bodyOf(kind: EndpointKindName, logprobs: boolean, parameters: EndpointModel["parameters"] = {}, baseUrl = "") {
  return requestBody({ kind, baseUrl, model: { id: "m", parameters } }, { ...request, logprobs });
}

describe("the kinds of servers", () => {
  it("all have what is special to them", () => {
    for (const name of endpointKindNames) assert.equal(bodyOf(name, false)["max_tokens"], 100, name);
    assert.deepEqual([kindOf("vllm").manyChoices, kindOf("openrouter").manyChoices], [true, false]);
  });

  it("let OpenAI have its own name for the token limit, unless the model's fields say it", () => {
    const own = "https://api.openai.com/v1";
    const { max_tokens: common, max_completion_tokens: named } = bodyOf("openai", false, {}, own);
    assert.deepEqual([common, named], [undefined, 100]);
    assert.equal(bodyOf("openai", false, { max_completion_tokens: 7 }, own)["max_completion_tokens"], 7);
    assert.equal("max_completion_tokens" in bodyOf("openai", false, { max_tokens: null }, own), false);
    assert.equal("max_completion_tokens" in bodyOf("openai", false, { max_completion_tokens: null }, own), false);
  });

  it("pass a model's own fields on to vLLM", () => {
    const fields = { chat_template_kwargs: { enable_thinking: false }, top_k: 20 };
    assert.deepEqual({ ...bodyOf("vllm", false), ...fields }, bodyOf("vllm", false, fields));
  });
});

describe("OpenRouter", () => {
  const off = { id: "context-compression", enabled: false };

  it("never compresses, and takes only providers that can do what the score needs", () => {
    assert.deepEqual(bodyOf("openrouter", true)["provider"], { require_parameters: true });
    assert.equal("provider" in bodyOf("openrouter", false), false);
    assert.deepEqual(bodyOf("openrouter", false)["plugins"], [off]);
  });

  it("leaves the model's own fields the last word", () => {
    const own = { provider: { order: ["a"], require_parameters: false }, plugins: [{ id: "web" }] };
    const { provider, plugins } = bodyOf("openrouter", true, own);
    assert.deepEqual([provider, plugins], [own.provider, [{ id: "web" }, off]]);
    const without = bodyOf("openrouter", true, { provider: null, plugins: null });
    assert.deepEqual(["provider" in without, "plugins" in without], [false, false], "null removes what the kind adds");
    const wanted = [{ id: "context-compression" }];
    assert.deepEqual(bodyOf("openrouter", false, { plugins: wanted })["plugins"], wanted);
  });

  const explained = (status: number, error: object, after?: string) =>
    kindOf("openrouter").explain(
      readRefusal(status, JSON.stringify({ error }), {
        get: (name) => (name === "retry-after" ? (after ?? null) : null),
      }),
    );

  it("wants to be asked again where other requests hold the credit", () => {
    const metadata = { reason: "in_flight_budget_exhausted", limit_source: "openrouter_in_flight_budget" };
    const { text, ...known } = explained(402, { code: 402, message: "busy", metadata }, "4")!;
    assert.deepEqual(known, { kind: "rate-limited", transient: true, status: 402, retryAfterMs: 4000 });
    assert.match(text, /HTTP 402 \(busy\)\. Wait, or lower the endpoint's concurrency/);
  });

  it("says what to do about money, and that waiting does not help", () => {
    const cases: [number, object, RegExp][] = [
      [402, { message: "too big", metadata: { reason: "weight_exceeds_budget" } }, /Lower smcs\.maxOutputTokens/],
      [402, { message: "no", metadata: { limit_source: "openrouter_key_limit" } }, /limit of the key.*settings\/keys/],
      [402, { message: "Insufficient credits" }, /too little credit, HTTP 402 \(Insufficient credits\)\. Add credit/],
      [403, { message: "Key limit exceeded (total limit)" }, /limit of the key.*settings\/keys/],
      [403, { message: "no", metadata: { limit_source: "openrouter_workspace_budget" } }, /or its workspace/],
    ];
    for (const [status, error, message] of cases) {
      const { kind, transient, text } = explained(status, error)!;
      assert.deepEqual([kind, transient], ["payment", false]);
      assert.match(text, message);
    }
  });

  it("names the provider behind it, and says when none can do what is asked", () => {
    const metadata = { provider_name: "Cheap", raw: '{"error":"queue\n full"}' };
    const { kind, text } = explained(502, { message: "Provider returned error", metadata })!;
    assert.equal(kind, "server");
    assert.match(text, /HTTP 502 \(Provider returned error; Cheap: \{"error":"queue full"\}\)/);
    const none = explained(404, { message: "No endpoints found that can handle the requested parameters." })!;
    assert.deepEqual([none.kind, none.transient], ["not-found", false]);
    assert.match(none.text, /no provider can do what is asked/);
  });

  it("has no words of its own for the rest", () => {
    assert.equal(explained(401, { message: "No auth" }), null);
    assert.equal(explained(403, { message: "Input was flagged" }), null);
  });
});
