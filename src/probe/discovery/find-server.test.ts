import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { sendError, sendJson } from "../../../test/support/http/sse.ts";
import { completeAddress } from "./complete-address.ts";
import { findServer, type Search, wantsKeyAtOnce } from "./find-server.ts";
import { json, never, type Paths, serverWith } from "../../../test/support/probe/probe.ts";

interface Looked {
  readonly search: Search;
  /** The base URLs that were tried. */
  readonly tried: readonly string[];
  /** Path and key of each request. */
  readonly seen: readonly (readonly [string, string | undefined])[];
}

/** Searches for a model server at a server with these answers, under its address without a scheme. */
async function look(t: TestContext, paths: Paths, path = "", key: string | null = null): Promise<Looked> {
  const server = await serverWith(t, paths);
  const typed = server.url.replace("http://", "") + path;
  const { urls } = completeAddress(key === null ? typed : `http://${typed}`);
  assert.ok(urls !== null);
  const tried: string[] = [];
  const onTry = (url: string): void => void tried.push(url.replace(server.url, "").replace(/\d{4,}/, "N"));
  const search = await findServer(urls, { key, onTry }, never);
  return { search, tried, seen: server.seen.map((one) => [one.path, one.headers.authorization] as const) };
}

const models = json({ data: [{ id: "m" }] });
const closed: Paths[string] = (request, response) => {
  if (request.headers.authorization === "Bearer right") sendJson(response, 200, { data: [{ id: "m" }] });
  else sendError(response, 401, "no");
};

/** Returns the server's program and kind, detected by its list of models and its other answers. */
async function known(t: TestContext, list: unknown, others: Paths = {}) {
  const { search } = await look(t, { "/v1/models": json(list), ...others });
  assert.ok(search.type === "found");
  return [search.server.program, search.server.kind];
}

describe("looking for the server at an address", () => {
  it("finds it under /v1, and asks nothing of other schemes then", async (t) => {
    const { search, tried, seen } = await look(t, { "/v1/models": models });
    assert.deepEqual(search.type === "found" && search.server.models.map(({ id }) => id), ["m"]);
    assert.deepEqual(tried, ["/v1"]);
    assert.ok(seen.every(([, key]) => key === undefined));
  });

  it("looks under the path, under /v1 below it, and at the root", async (t) => {
    const { search, tried } = await look(t, { "/v1/models": models }, "/ui/index");
    assert.deepEqual([search.type, tried], ["found", ["/ui/index", "/ui/index/v1", "/v1"]]);
  });

  it("says that a key is wanted, and sends it only when it is given", async (t) => {
    const without = await look(t, { "/v1/models": closed });
    assert.deepEqual([without.search.type, without.seen], ["wants-key", [["/v1/models", undefined]]]);
    const wrong = await look(t, { "/v1/models": closed }, "", "wrong");
    assert.equal(wrong.search.type, "wants-key");
    const right = await look(t, { "/v1/models": closed }, "", "right");
    assert.equal(right.search.type, "found");
  });

  it("takes 403 for the wish for a key unless another path needs none", async (t) => {
    const denied: Paths[string] = (_, response) => response.writeHead(403).end();
    assert.equal((await look(t, { "/v1/models": denied })).search.type, "wants-key");
    const other = await look(t, { "/llm/models": denied, "/llm/v1/models": models }, "/llm");
    assert.equal(other.search.type, "found");
  });

  it("never sends a key to two origins", async () => {
    const wishes = { key: "k", onTry: () => assert.fail("It was asked.") };
    await assert.rejects(findServer(["http://127.0.0.1:1/v1", "https://127.0.0.1:1/v1"], wishes, never), RangeError);
  });

  it("wants a key of OpenRouter at once, which tells its models without", () => {
    assert.ok(wantsKeyAtOnce("https://openrouter.ai/api/v1"));
    assert.ok(!wantsKeyAtOnce("https://openrouter.ai.example.com/api/v1"));
    assert.ok(!wantsKeyAtOnce("http://openrouter.ai/api/v1"), "a key would go unencrypted");
  });

  it("tells of what answered rather than of what did not", async (t) => {
    const miss = async (paths: Paths): Promise<string> => {
      const { search } = await look(t, paths);
      assert.ok(search.type === "missed");
      return search.miss.what;
    };
    const page: Paths[string] = (_, response) => response.setHeader("content-type", "text/html").end("<p>Hello</p>");
    assert.equal(await miss({ "/v1/models": page }), "no-list");
    assert.equal(await miss({ "/v1/models": json({ hello: "world" }) }), "no-list");
    assert.equal(await miss({}), "no-path");
    for (const data of [[], null]) assert.equal(await miss({ "/v1/models": json({ data }) }), "no-models");
    const { search } = { search: await findServer(["http://127.0.0.1:1/v1"], { key: null, onTry: () => 0 }, never) };
    assert.match(
      search.type === "missed" ? `${search.miss.what}: ${search.miss.message}` : "",
      /^unreached: .*refused|blocked/,
    );
  });

  it("asks again where a connection broke off, and says so if it always does", async (t) => {
    let times = 0;
    const once: Paths[string] = (request, response) => {
      times += 1;
      if (times === 1) response.destroy();
      else models(request, response);
    };
    assert.equal((await look(t, { "/v1/models": once })).search.type, "found");
    const { search } = await look(t, { "/v1/models": (_, response) => response.destroy() });
    assert.equal(search.type === "missed" && search.miss.what, "failed");
  });

  it("ends when it is stopped", async (t) => {
    const server = await serverWith(t, { "/v1/models": () => undefined });
    const stop = new AbortController();
    const onTry = (): void => {
      stop.abort(new Error("stopped"));
    };
    await assert.rejects(findServer([`${server.url}/v1`], { key: null, onTry }, stop.signal), /stopped/);
  });
});

describe("the program that a server is", () => {
  const owned = (owner: string) => ({ data: [{ id: "m", owned_by: owner }] });

  it("is told by the owner of its models", async (t) => {
    assert.deepEqual(await known(t, owned("vllm")), ["vLLM", "vllm"]);
    assert.deepEqual(await known(t, owned("library")), ["Ollama", "openai"]);
    assert.deepEqual(await known(t, owned("organization_owner")), ["LM Studio", "openai"]);
    // The real answer of llama.cpp.
    const data = [{ id: "tiny", aliases: ["tiny"], object: "model", owned_by: "llamacpp", meta: { n_ctx: 8192 } }];
    assert.deepEqual(await known(t, { models: [{ name: "tiny" }], object: "list", data }), ["llama.cpp", "openai"]);
  });

  it("says how many requests it answers at once, where it is llama.cpp", async (t) => {
    const props = { default_generation_settings: { n_ctx: 4096 }, total_slots: 3 };
    const slotsOf = async (more: Paths): Promise<number | undefined> => {
      const { search } = await look(t, { "/v1/models": json(owned("llamacpp")), ...more });
      return search.type === "found" ? search.server.slots : Number.NaN;
    };
    assert.equal(await slotsOf({ "/props": json(props) }), 3);
    assert.equal(await slotsOf({}), undefined);
  });

  it("is told by what only that program answers", async (t) => {
    const props = { default_generation_settings: { n_ctx: 4096 }, total_slots: 1 };
    assert.deepEqual(await known(t, owned("me"), { "/props": json(props) }), ["llama.cpp", "openai"]);
    assert.deepEqual(await known(t, owned("me"), { "/api/version": json({ version: "0.12.3" }) }), [
      "Ollama",
      "openai",
    ]);
    assert.deepEqual(await known(t, owned("me"), { "/version": json({ version: "0.11.0" }) }), ["vLLM", "vllm"]);
    const studio = { data: [{ id: "m", type: "llm", state: "not-loaded", max_context_length: 4096 }] };
    assert.deepEqual(await known(t, owned("me"), { "/api/v0/models": json(studio) }), ["LM Studio", "openai"]);
  });

  it("is not known of all others", async (t) => {
    assert.deepEqual(await known(t, owned("openai")), [null, "openai"]);
    assert.deepEqual(await known(t, { data: [{ id: "m", owned_by: 5 }] }), [null, "openai"]);
  });
});
