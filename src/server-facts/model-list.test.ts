import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { failureOf } from "../../test/support/chat/converse.ts";
import { listModels, parseModelList } from "./index.ts";
import { json, never, serverWith, targetAt } from "../../test/support/probe/probe.ts";

describe("a list of models", () => {
  it("says how much vLLM, SGLang, llama.cpp, Groq and Mistral can read", () => {
    const data = [
      { id: "vllm", owned_by: "vllm", max_model_len: 32768 },
      { id: "groq", context_window: 131072 },
      { id: "mistral", max_context_length: 16384 },
      { id: "llama.cpp", meta: { n_ctx: 8192, n_ctx_train: 32768 } },
      { id: "silent", max_model_len: "many" },
    ];
    const facts = parseModelList({ object: "list", data });
    assert.deepEqual(
      facts?.map(({ id, contextTokens }) => [id, contextTokens]),
      [
        ["vllm", 32768],
        ["groq", 131072],
        ["mistral", 16384],
        ["llama.cpp", 8192],
        ["silent", null],
      ],
    );
    assert.ok(facts.every(({ prices, parameters }) => prices === null && parameters === null));
  });

  it("says which models read pictures, where the server says it", () => {
    const data = [
      { id: "openrouter", architecture: { input_modalities: ["text", "image"] } },
      { id: "mistral", capabilities: { completion_chat: true, vision: true } },
      { id: "llama.cpp", capabilities: ["completion", "multimodal"] },
      { id: "text", architecture: { input_modalities: ["text"] }, capabilities: { vision: false } },
      { id: "odd", architecture: "none", capabilities: 7 },
    ];
    assert.deepEqual(
      parseModelList({ data })?.flatMap(({ id, vision }) => (vision === true ? [id] : [])),
      ["openrouter", "mistral", "llama.cpp"],
    );
  });

  it("has OpenRouter's prices per million tokens, where tokens are all that is charged", () => {
    const entry = (id: string, pricing: unknown) => ({
      id,
      context_length: 40960,
      pricing,
      supported_parameters: ["logprobs"],
    });
    const facts = parseModelList({
      data: [
        entry("plain", { prompt: "0.00000008", completion: "2.4e-7", request: "0" }),
        entry("free", { prompt: "0", completion: "0" }),
        entry("fee", { prompt: "0.000001", completion: "0.000001", request: "0.005" }),
        entry("auto", { prompt: "-1", completion: "-1" }),
        entry("empty", { prompt: "", completion: "" }),
        entry("numbers", { prompt: 5, completion: 5 }),
      ],
    });
    assert.deepEqual(
      facts?.map(({ prices }) => prices && [prices.promptUsdPerMTok, prices.completionUsdPerMTok]),
      [[0.08, 0.24], [0, 0], null, null, null, null],
    );
    assert.deepEqual(facts[0]?.parameters, ["logprobs"]);
  });

  it("goes on without entries that are none, and is none without a list", () => {
    assert.deepEqual(
      parseModelList({ data: [null, 5, { id: "" }, { id: "m" }] })?.map(({ id }) => id),
      ["m"],
    );
    for (const odd of [null, [], { data: "m" }, { models: [] }]) assert.equal(parseModelList(odd), null);
  });

  it("fails in a sentence when it is empty or something else", async (t) => {
    const empty = await serverWith(t, { "/v1/models": json({ data: [] }) });
    assert.match((await failureOf(listModels(targetAt(empty), never))).message, /lists no models/);
    const odd = await serverWith(t, { "/v1/models": json({ hello: "world" }) });
    assert.match((await failureOf(listModels(targetAt(odd), never))).message, /not a list of models\. Check baseUrl/);
  });
});
