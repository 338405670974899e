import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";
import { request } from "../../../test/support/chat/converse.ts";
import { answerEmbeddings, embeddingsServer, textsOf } from "../../../test/support/http/embeddings-server.ts";
import { type LocalServer, localServer, type SeenRequest } from "../../../test/support/http/local-server.ts";
import { sendJson, streamAll } from "../../../test/support/http/sse.ts";
import { similarities } from "../../core/selection/index.ts";
import type { Endpoint } from "../../core/endpoints/index.ts";
import { buildPool } from "../../chat/index.ts";
import { realTime, Traffic } from "../../queue/index.ts";
import { bankFolderOf } from "../../../test/support/bank/imports.ts";
import { union } from "../../../test/support/bank-import/samples.ts";
import { packState, readState } from "../../bank/store/index.ts";
import { noInstructions } from "../instructions.ts";
import { endpointEmbedderOf } from "./endpoint-embedder-of.ts";
import { inTheBackground } from "./sender.ts";

const noKeys = (): Promise<null> => Promise.resolve(null);
const { signal } = new AbortController();

function at(url: string, changes: Partial<Endpoint> = {}): Endpoint {
  return { name: "here", kind: "vllm", baseUrl: url, models: ["chat"], ...changes };
}

describe("a reference to an embedding model", () => {
  it("must name an endpoint that may be used", async () => {
    const endpoints = [at("http://127.0.0.1:1"), at("http://127.0.0.1:1", { name: "off", enabled: false })];
    const of = (reference: string, list = endpoints) =>
      endpointEmbedderOf({ reference, endpoints: list, keyOf: noKeys, instructions: noInstructions });
    const named = { name: "EmbeddingError" };
    await assert.rejects(of("Xenova/all-MiniLM-L6-v2"), {
      ...named,
      message:
        /^smcs\.embedding\.model: "Xenova\/all-MiniLM-L6-v2" names no endpoint\. .*endpointName\/modelId\. .*: here, off\.$/,
    });
    await assert.rejects(of("here"), /names no endpoint/);
    await assert.rejects(of("here/m", []), /There are none in smcs\.endpoints yet/);
    await assert.rejects(of("off/m"), { ...named, message: /the endpoint off is disabled/ });
    assert.equal((await of(" here/org/Model-1 ")).space, "model-1");
  });

  it("asks with the endpoint's key and headers", async (t) => {
    const server = await embeddingsServer(t);
    const endpoint = at(server.url, { headers: { "x-team": "blue" } });
    const keyOf = () => Promise.resolve("sk-secret-1");
    await (
      await endpointEmbedderOf({ reference: "here/m", endpoints: [endpoint], keyOf, instructions: noInstructions })
    ).embed(["a"], "query");
    const { authorization, "x-team": team } = server.seen[0]?.headers ?? {};
    assert.deepEqual([authorization, team], ["Bearer sk-secret-1", "blue"]);
  });

  it("finds the released bank's vectors, whoever serves their model", async (t) => {
    const { bankFolder, write, imported } = await bankFolderOf(t);
    await imported(await write("u.json", JSON.stringify({ 0: { ...union, embedding: [3, 4, 0, 0] } })), "smcs-union");
    const server = await embeddingsServer(t, {
      change: (body) => ({ ...body, data: [{ index: 0, embedding: [0.5, 0, 0, 0] }] }),
    });
    const instructions = { query: "Instruct: Retrieve questions like this one.\nQuery: {text}", document: "" };
    const reference = "here/Linq-AI-Research/Linq-Embed-Mistral";
    const embedding = await endpointEmbedderOf({ reference, endpoints: [at(server.url)], keyOf: noKeys, instructions });
    const bank = await packState(await readState(bankFolder), embedding.space, []);
    const [asked] = await embedding.embed(["How do I write a function?"], "query");
    assert.equal(bank.space, embedding.space);
    assert.deepEqual([...similarities(bank, asked!)], [Math.fround(0.6)]);
  });
});

/** Returns how many chats and embeddings were requested from a server. */
const asked = ({ seen }: LocalServer): number => seen.filter(({ method }) => method === "POST").length;

/** Starts a server that answers each request, chats too, only when the test says so. */
async function patientServer() {
  const waiting: (() => void)[] = [];
  const answer = (seen: SeenRequest, response: ServerResponse): void => {
    if (seen.path.endsWith("/embeddings")) answerEmbeddings(seen, response);
    else streamAll(response, [{ content: "fine", finish: "stop" }]);
  };
  const server: LocalServer = await localServer((seen, response) => {
    if (seen.path.endsWith("/models")) sendJson(response, 200, { data: [{ id: "chat" }] });
    else
      waiting.push(() => {
        answer(seen, response);
      });
  });
  const next = async (): Promise<void> => {
    while (waiting.length === 0) await setImmediate();
    waiting.shift()?.();
  };
  return { server, next, waiting: () => waiting.length };
}

describe("the line in front of an endpoint", () => {
  it("lets a query pass between the batches of background work", async (t) => {
    const { server, next } = await patientServer();
    t.after(() => server.close());
    const traffic = new Traffic(realTime, () => 0);
    const endpoints = [at(server.url, { concurrency: 1 })];
    const background = { traffic, usefulForMs: inTheBackground };
    const bank = await endpointEmbedderOf(
      { reference: "here/m", endpoints, keyOf: noKeys, instructions: noInstructions },
      background,
    );
    const run = await endpointEmbedderOf(
      { reference: "here/m", endpoints, keyOf: noKeys, instructions: noInstructions },
      { traffic },
    );
    const moved = bank.embed(
      Array.from({ length: 4 * 64 }, (_, place) => `${place}`),
      "document",
    );
    await next();
    while (server.seen.length < 2) await setImmediate();
    // The second batch is in flight.
    const query = run.embed(["question"], "query");
    await next();
    await next();
    assert.equal((await query).length, 1);
    await next();
    await next();
    assert.equal((await moved).length, 256);
    assert.deepEqual(
      server.seen.map((seen) => textsOf(seen).length),
      [64, 64, 1, 64, 64],
    );
  });

  for (const models of [["chat"], "*", [{ id: "chat" }, { id: "m", enabled: false }]] satisfies Endpoint["models"][]) {
    it(`is one for chats and embeddings, with models ${JSON.stringify(models)}`, async (t) => {
      const { server, next, waiting } = await patientServer();
      t.after(() => server.close());
      const traffic = new Traffic(realTime, () => 0);
      const endpoint = at(server.url, { concurrency: 1, models });
      const { members } = await buildPool({ endpoints: [endpoint], keyOf: noKeys, bankModels: [], traffic }, signal);
      const embedding = await endpointEmbedderOf(
        { reference: "here/m", endpoints: [endpoint], keyOf: noKeys, instructions: noInstructions },
        { traffic },
      );
      const chat = members[0]!.chat.chat(request, () => undefined, signal);
      while (waiting() === 0) await setImmediate();
      const made = embedding.embed(["a"], "query");
      for (let turn = 0; turn < 20; turn++) await setImmediate();
      assert.equal(asked(server), 1);
      await next();
      await chat;
      await next();
      assert.equal((await made).length, 1);
    });
  }
});
