import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { explainComplaint } from "./explain-complaint.ts";
import { readComplaint, readRefusal } from "./complaint.ts";

const explained = (status: number, error: object | string) =>
  explainComplaint(readRefusal(status, typeof error === "string" ? error : JSON.stringify({ error })));

describe("a refusal", () => {
  const cases: [number, object | string, string, boolean, RegExp][] = [
    [400, { message: "bad n" }, "rejected", false, /HTTP 400 \(bad n\).*"parameters" can add or remove/],
    [401, { message: "bad key" }, "unauthorized", false, /bad key.*SMCS: Set API Key/],
    [402, { message: "pay" }, "payment", false, /Add credit, or use another endpoint/],
    [403, "", "unauthorized", false, /access is denied, HTTP 403\. Check what the key may use/],
    [404, { message: "no model x" }, "not-found", false, /no model x.*model's id; "SMCS: Test Endpoints"/],
    [405, "", "not-found", false, /Check baseUrl/],
    [407, "", "connect", false, /the proxy wants a login/],
    [408, "", "server", true, /gave up waiting/],
    [409, "", "server", true, /Ask again/],
    [413, "", "too-long", false, /too large.*Attach less/],
    [418, "", "rejected", false, /HTTP 418/],
    [425, "", "server", true, /not ready/],
    [429, { message: "slow down" }, "rate-limited", true, /rate limit is reached, HTTP 429 \(slow down\)/],
    [429, { message: "x", code: "insufficient_quota" }, "payment", false, /used up.*Add credit/],
    [429, { message: "You exceeded your current quota" }, "payment", false, /used up/],
    [500, { message: "boom" }, "server", true, /the server failed, HTTP 500 \(boom\)/],
    [500, { message: "json: unsupported value: NaN" }, "rejected", false, /no numbers for this text, HTTP 500/],
    [501, "", "server", false, /cannot do what is asked/],
    [502, "<title>Bad Gateway</title>", "server", true, /HTTP 502 \(Bad Gateway\)/],
    [503, { message: "busy" }, "server", true, /not ready or overloaded, HTTP 503 \(busy\)/],
    [505, "", "server", false, /another version of HTTP/],
    [529, "", "server", true, /HTTP 529/],
  ];
  for (const [status, error, kind, transient, message] of cases) {
    it(`says what, and what to do: ${status} ${JSON.stringify(error)}`, () => {
      const { text, ...known } = explained(status, error);
      assert.deepEqual(known, { kind, transient, status });
      assert.match(text, message);
    });
  }

  it("shows where a redirect leads, without what a login page puts into its query", () => {
    const headers = { get: (name: string) => (name === "location" ? "https://login.example/in?token=s3cret#x" : null) };
    const { kind, transient, text } = explainComplaint(readRefusal(302, "", headers));
    assert.deepEqual([kind, transient], ["connect", false]);
    assert.match(text, /redirects, and SMCS does not.*final address, https:\/\/login\.example\/in\.$/);
  });

  it("inside a reply is read by its own status, or as the server's words alone", () => {
    const inside = explainComplaint(readComplaint({ error: { code: 429, message: "slow" } }));
    assert.deepEqual([inside.kind, inside.status, inside.transient], ["rate-limited", 429, true]);
    assert.match(inside.text, /error 429 in its reply \(slow\)/);
    const words = explainComplaint(readComplaint({ error: "overloaded" }));
    assert.deepEqual(words, { kind: "stream", text: "the server reported an error: overloaded", transient: true });
  });
});

describe("a prompt that is too long", () => {
  const both: [string, string, number, number][] = [
    [
      "vLLM",
      "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion).",
      5000,
      4096,
    ],
    [
      "vLLM, newer",
      "This model's maximum context length is 128000 tokens. However, you requested 65535 output tokens and your prompt contains at least 62466 input tokens, for a total of at least 128001 tokens.",
      128001,
      128000,
    ],
    ["vLLM, engine", "The decoder prompt (length 9005) is longer than the maximum model length of 8192.", 9005, 8192],
    [
      "OpenAI",
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens.",
      130000,
      128000,
    ],
    [
      "OpenRouter",
      "This endpoint's maximum context length is 32768 tokens. However, you requested about 40000 tokens.",
      40000,
      32768,
    ],
    ["SGLang", "The input (9005 tokens) is longer than the model's context length (8192 tokens).", 9005, 8192],
    ["Anthropic", "prompt is too long: 210000 tokens > 200000 maximum", 210000, 200000],
  ];
  for (const [server, message, asked, room] of both) {
    it(`is told with both numbers: ${server}`, () => {
      const { kind, transient, text } = explained(400, { message });
      assert.deepEqual([kind, transient], ["too-long", false]);
      assert.match(text, new RegExp(`: ${asked} tokens where ${room} have room\\. Set the model's contextTokens`));
    });
  }

  it("is told where llama.cpp calls it a failure of its own", () => {
    const message =
      "input (992 tokens) is too large to process. increase the physical batch size (current batch size: 512)";
    const { kind, transient, text } = explained(500, { message });
    assert.deepEqual([kind, transient], ["too-long", false]);
    assert.match(text, /992 tokens where 512 have room/);
  });

  it("asks for a pause while llama.cpp loads its model", () => {
    const error = { message: "Loading model", type: "unavailable_error", code: 503 };
    const { kind, transient, text, retryAfterMs } = explained(503, error);
    assert.deepEqual([kind, transient, retryAfterMs], ["server", true, 5000]);
    assert.match(text, /is loading its model, HTTP 503 \(Loading model\)/);
    assert.equal(explained(503, { message: "busy" }).retryAfterMs, undefined);
  });

  it("is no answer's own where llama.cpp's slots have filled the context that they share", () => {
    const error = { code: 500, message: "Context size has been exceeded.", type: "server_error" };
    const { kind, transient, text } = explained(500, error);
    assert.deepEqual([kind, transient], ["server", true]);
    assert.match(text, /share one context, and it is full, HTTP 500 .*Lower the endpoint's concurrency, or start/);
  });

  it("is told by its name or in the server's words where there are no numbers", () => {
    assert.equal(explained(400, { code: "context_length_exceeded", message: "too much" }).kind, "too-long");
    const { text } = explained(400, { message: "The context size has been exceeded." });
    assert.match(text, /context: The context size has been exceeded\.\./);
  });

  it("is no other refusal that speaks of tokens", () => {
    assert.equal(explained(400, { message: "max_tokens must be at least 1" }).kind, "rejected");
    assert.equal(explained(500, { message: "context window lost" }).kind, "server");
  });
});
