import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { sendError } from "../../../test/support/http/sse.ts";
import type { Endpoint } from "../../core/endpoints/index.ts";
import { type ModelFacts, parseModelList } from "../../server-facts/index.ts";
import { probeModel } from "./probe-model.ts";
import {
  asking,
  type ChatHabits,
  counting,
  json,
  never,
  type Paths,
  serverWith,
  targetAt,
} from "../../../test/support/probe/probe.ts";

const chat = "/v1/chat/completions";

/** Probes the model "m" of a server that behaves as given. */
async function probed(t: TestContext, habits: ChatHabits, paths: Paths = {}, changes: Partial<Endpoint> = {}) {
  const server = await serverWith(t, {
    [chat]: counting(habits),
    "/api/v1/chat/completions": counting(habits),
    ...paths,
  });
  const target = targetAt(
    server,
    changes.kind === "openrouter" ? { ...changes, baseUrl: `${server.url}/api/v1` } : changes,
  );
  const probe = await probeModel(target, undefined, asking, never);
  return { probe, server, chats: server.seen.filter(({ path }) => path.endsWith("/chat/completions")) };
}

const facts = (entry: object): ModelFacts | null => parseModelList({ data: [{ id: "m", ...entry }] })?.[0] ?? null;

describe("probing a model", () => {
  it("takes one request to a server that does everything", async (t) => {
    const { probe, chats } = await probed(t, { sendsLogprobs: true, thinks: true }, {}, { kind: "vllm" });
    const { outcome, logprobs, choices, streaming, thinking, refusedFields } = probe;
    assert.deepEqual([outcome, logprobs, choices, streaming, thinking], ["works", "given", "given", true, true]);
    assert.deepEqual(refusedFields, []);
    assert.equal(chats.length, 1);
    assert.ok((probe.firstTokenMs ?? -1) >= 0);
    assert.equal(probe.testedAt, asking.now());
  });

  it("sends what runs send", async (t) => {
    const { chats } = await probed(t, { sendsLogprobs: true });
    const { n, logprobs, stream, temperature, presence_penalty } = chats[0]?.body ?? {};
    assert.deepEqual([n, logprobs, stream, temperature, presence_penalty], [2, true, true, 0.7, 1.05]);
  });

  it("finds out which of several answers and log-probabilities is refused", async (t) => {
    for (const [refuses, logprobs, choices, outcome] of [
      [["n"], "given", "refused", "works"],
      [["logprobs"], "refused", "given", "partly"],
      [["n", "logprobs"], "refused", "refused", "partly"],
    ] as const) {
      const { probe } = await probed(t, { refuses, sendsLogprobs: true });
      assert.deepEqual([probe.logprobs, probe.choices, probe.outcome], [logprobs, choices, outcome]);
      const told = { logprobs: /refuses log-probabilities: .*similarity alone/, n: /several answers in one request/ };
      for (const field of refuses) assert.match(probe.notes.join(" "), told[field]);
    }
  });

  it("counts what comes, whatever the server accepted", async (t) => {
    const { probe } = await probed(t, { ignoresChoices: true });
    assert.deepEqual([probe.logprobs, probe.choices, probe.outcome], ["missing", "ignored", "partly"]);
    assert.match(probe.notes.join(" "), /sends none.*one answer where several/s);
  });

  it("finds the very fields that a model refuses, and how to leave them out", async (t) => {
    const { probe } = await probed(t, { refuses: ["temperature", "seed"], sendsLogprobs: true });
    assert.deepEqual(probe.refusedFields, ["temperature", "seed"]);
    assert.equal(probe.outcome, "fails");
    assert.equal(probe.logprobs, "given");
    assert.match(probe.notes[0] ?? "", /"parameters": \{ "temperature": null, "seed": null \}/);
  });

  it("asks OpenRouter for one choice, and knows its refusal by 404", async (t) => {
    const withoutLogprobs = (request: Parameters<Paths[string]>[0], response: Parameters<Paths[string]>[1]) => {
      if (request.body?.["logprobs"] === true) sendError(response, 404, "No endpoints found that support logprobs");
      else counting({ costUsd: 0.00012 })(request, response);
    };
    const paths = { "/api/v1/chat/completions": withoutLogprobs };
    const { probe, chats } = await probed(t, {}, paths, { kind: "openrouter" });
    assert.deepEqual([probe.outcome, probe.logprobs, probe.choices], ["partly", "refused", "single"]);
    assert.equal(probe.costUsd, 0.00012);
    assert.ok(chats.every(({ body }) => body?.["n"] === undefined));
  });

  it("fails with cause and next step, and leaves the address's path out", async (t) => {
    const paths = {
      [chat]: ((_, response) => {
        sendError(response, 404, "model m does not exist");
      }) satisfies Paths[string],
    };
    const { probe, server, chats } = await probed(t, {}, paths);
    assert.equal(probe.outcome, "fails");
    assert.match(probe.notes.join(" "), /model m does not exist/);
    assert.ok(probe.notes.every((note) => !note.includes(`${server.url}/v1`)));
    assert.equal(chats.length, 1);
  });

  it("knows a model that only makes embeddings", async (t) => {
    const { probe } = await probed(
      t,
      { refuses: ["messages"] },
      { "/v1/embeddings": json({ data: [{ embedding: [1, 2, 3] }] }) },
    );
    assert.deepEqual([probe.outcome, probe.embeddings], ["fails", 3]);
    assert.match(probe.notes.join(" "), /leave it out of the endpoint's models/);
  });

  it("says nothing of log-probabilities while the model was only thinking", async (t) => {
    const thinking: Paths[string] = (_, response) => {
      const choice = { index: 0, delta: { reasoning_content: "Hm." }, finish_reason: "length" };
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`data: ${JSON.stringify({ choices: [choice] })}\n\ndata: [DONE]\n\n`);
    };
    const { probe } = await probed(t, {}, { [chat]: thinking });
    assert.deepEqual([probe.outcome, probe.logprobs, probe.thinking], ["works", null, true]);
    assert.match(probe.notes.join(" "), /still thinking/);
  });

  it("sends no chat where it must not, and passes on what the list promises", async (t) => {
    const server = await serverWith(t, {});
    const listed = facts({ context_length: 4096, supported_parameters: ["logprobs", "reasoning"] });
    const probe = await probeModel(targetAt(server, { kind: "vllm" }), listed, { ...asking, ask: false }, never);
    assert.deepEqual(
      [probe.outcome, probe.logprobs, probe.thinking, probe.contextTokens],
      ["listed", "promised", true, 4096],
    );
    assert.equal(server.seen.length, 0);
  });

  it("compares context and price with the settings", async (t) => {
    const server = await serverWith(t, { [chat]: counting({ sendsLogprobs: true }) });
    const model = { id: "m", contextTokens: 9000, promptUsdPerMTok: 1, completionUsdPerMTok: 2 };
    const listed = facts({ context_length: 4096, pricing: { prompt: "0.000002", completion: "0.000002" } });
    const { notes, costUsd } = await probeModel(targetAt(server, { kind: "vllm" }, model), listed, asking, never);
    assert.match(notes.join(" "), /context of 9000 tokens and the server has 4096/);
    assert.match(notes.join(" "), /price at \$1 and \$2 .* the server at \$2 and \$2/);
    assert.equal(costUsd, (20 * 1 + 6 * 2) / 1e6);
    const missing = await probeModel(targetAt(server, { kind: "vllm" }), null, asking, never);
    assert.match(missing.notes.join(" "), /does not list it.*set contextTokens/s);
  });
});

describe("programs that people run themselves", () => {
  const works = { sendsLogprobs: true };

  it("say how much one slot of llama.cpp holds", async (t) => {
    const props = { default_generation_settings: { n_ctx: 4096 }, total_slots: 4 };
    const { probe, server } = await probed(t, works, { "/props": json(props) });
    assert.equal(probe.contextTokens, 4096);
    assert.match(
      probe.notes.join(" "),
      /4 requests at a time: set the endpoint's concurrency to 4\. Unless .* share one context/,
    );
    assert.ok(server.seen.some(({ path }) => path === "/props?model=m"));
  });

  it("say what context Ollama has given a model, and that it cuts prompts", async (t) => {
    const show = {
      parameters: "stop x\nnum_ctx    8192",
      model_info: { "qwen2.context_length": 32768 },
      capabilities: ["completion"],
    };
    const loaded = {
      models: [
        { name: "other:latest", context_length: 1 },
        { name: "m:latest", context_length: 4096 },
      ],
    };
    const running = await probed(t, works, { "/api/show": json(show), "/api/ps": json(loaded) });
    assert.equal(running.probe.contextTokens, 4096);
    assert.match(
      running.probe.notes.join(" "),
      /4096 tokens and silently cuts longer prompts.* 32768\. Set OLLAMA_CONTEXT_LENGTH/,
    );
    const unloaded = await probed(t, works, { "/api/show": json(show), "/api/ps": json({ models: [] }) });
    assert.equal(unloaded.probe.contextTokens, 8192);
    const silent = await probed(t, works, { "/api/show": json({ model_info: { "qwen2.context_length": 32768 } }) });
    assert.equal(silent.probe.contextTokens, null);
    assert.match(silent.probe.notes.join(" "), /a context of its own choice/);
  });

  it("say with how much context LM Studio has loaded a model", async (t) => {
    const model = { id: "m", type: "llm", state: "loaded", max_context_length: 32768, loaded_context_length: 4096 };
    const { probe } = await probed(t, works, { "/api/v0/models": json({ data: [model] }) });
    assert.equal(probe.contextTokens, 4096);
    assert.match(probe.notes.join(" "), /could read 32768/);
  });

  it("are not asked about where a server is of another kind", async (t) => {
    const { server } = await probed(t, works, {}, { kind: "vllm" });
    assert.deepEqual([...new Set(server.seen.map(({ path }) => path))].sort(), [chat, "/v1/embeddings"]);
  });
});
