import assert from "node:assert/strict";
import { describe, it } from "node:test";
import OpenAI from "openai";
import { builtInEmbedder } from "../../src/embedding/built-in/index.ts";
import { createKey } from "../../src/serve/index.ts";
import { ask, posted, serving } from "./serving.ts";

const TEXTS = ["How do I sort a list?", "Ein Prozess ist kein Thread."];

describe("the embeddings of smcs serve", () => {
  it("are those of the bank's embedder, for OpenAI's own package, in either encoding", async (t) => {
    const { client } = await serving(t);
    const own = await builtInEmbedder().embed(TEXTS, "document");
    for (const encoding_format of ["float", "base64", undefined] as const) {
      const reply = await client().embeddings.create({
        model: "smcs/embedder",
        input: TEXTS,
        ...(encoding_format !== undefined && { encoding_format }),
      });
      const vectors = reply.data.map(({ embedding }) =>
        typeof embedding === "string"
          ? [...new Float32Array(Uint8Array.from(Buffer.from(embedding, "base64")).buffer)]
          : embedding,
      );
      assert.deepEqual(vectors, own.map(({ vector }) => Array.from(vector)), String(encoding_format)); // prettier-ignore
      assert.ok(reply.usage.prompt_tokens > 0);
    }
    assert.ok((await client().models.list()).data.some(({ id }) => id === "smcs/embedder"));
  });

  it("are refused with the field named, and ask no model", async (t) => {
    const { send, models, client } = await serving(t);
    const refused: readonly (readonly [object, RegExp])[] = [
      [{ model: "smcs/embedder" }, /^input must be a text, or up to 256 texts/],
      [{ model: "smcs/embedder", input: [] }, /^input must be/],
      [{ model: "smcs/embedder", input: [""] }, /^input must be/],
      [{ model: "smcs/embedder", input: [1, 2] }, /^input must be/],
      [{ model: "smcs/embedder", input: Array.from({ length: 257 }, () => "a") }, /^input must be/],
      [{ model: "smcs/embedder", input: "a", dimensions: 8 }, /^dimensions: /],
      [{ model: "smcs/coding", input: "a" }, /^There is no model "smcs\/coding"/],
    ];
    for (const [body, expected] of refused) {
      const reply = await send("/v1/embeddings", posted(body));
      assert.ok(reply.status === 400 || reply.status === 404, String(reply.status));
      assert.match(((await reply.json()) as { error: { message: string } }).error.message, expected);
    }
    await assert.rejects(client().embeddings.create({ model: "none", input: "a" }), OpenAI.NotFoundError);
    await assert.rejects(client().chat.completions.create(ask("smcs/embedder")), OpenAI.NotFoundError);
    assert.equal(models.asked(), 0);
  });

  it("are limited by the models of a key", async (t) => {
    const { client, folder } = await serving(t);
    const limits = { requestsPerMinute: null, usdPerDay: null };
    const { key } = await createKey(folder, "ada", { ...limits, models: ["smcs/coding"] });
    const other = await createKey(folder, "grace", { ...limits, usdPerDay: 1, models: ["smcs/embedder"] });
    await assert.rejects(client(key).embeddings.create({ model: "smcs/embedder", input: "a" }), OpenAI.NotFoundError);
    assert.equal((await client(other.key).embeddings.create({ model: "smcs/embedder", input: "a" })).data.length, 1);
  });
});

describe("the metrics of smcs serve", () => {
  it("count requests by model, key and end, and nothing that a client chose", async (t) => {
    const { client, send, folder } = await serving(t, { price: 1 });
    const { key } = await createKey(folder, "ada", { requestsPerMinute: null, usdPerDay: null, models: null });
    await client(key).chat.completions.create(ask());
    await client(key).embeddings.create({ model: "smcs/embedder", input: "a" });
    await assert.rejects(client(key).chat.completions.create(ask('evil"} 1\nforged 2')));
    await assert.rejects(client("guess").chat.completions.create(ask()));
    assert.equal((await send("/metrics")).status, 401);
    const page = await (await send("/metrics", { headers: { authorization: `Bearer ${key}` } })).text();
    const has = (line: string) => {
      assert.ok(page.split("\n").includes(line), `${line} in\n${page}`);
    };
    has('smcs_requests_total{model="smcs/coding",key="ada",status="200",end="answered"} 1');
    has('smcs_requests_total{model="smcs/embedder",key="ada",status="200",end="answered"} 1');
    has('smcs_requests_total{model="none",key="ada",status="404",end="refused"} 1');
    has('smcs_requests_total{model="none",key="none",status="401",end="refused"} 2');
    has("smcs_running 0");
    has('smcs_request_seconds_count{model="smcs/coding"} 1');
    assert.match(page, /^smcs_cost_usd_total\{model="smcs\/coding",key="ada"\} \d/mu);
    assert.ok(!/evil|forged/u.test(page));
  });
});
