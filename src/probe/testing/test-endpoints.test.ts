import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { Endpoint } from "../../core/endpoints/index.ts";
import { ProbeCache } from "./probe-cache.ts";
import { surveyEndpoints, testEndpoints } from "./test-endpoints.ts";
import { asking, counting, json, never, serverWith } from "../../../test/support/probe/probe.ts";

const chat = "/v1/chat/completions";
const noKey = () => Promise.resolve(null);

async function cacheFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-probe-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, "deep", "endpoints.json");
}

async function tested(endpoints: readonly Endpoint[], file: string, changes: Partial<typeof asking> = {}, key = "k") {
  const surveys = await surveyEndpoints(endpoints, () => Promise.resolve(key), never);
  const seen: string[] = [];
  const onProbe = ({ model }: { readonly model: string }) => seen.push(model);
  const wishes = { ...asking, ...changes, onProbe, cache: new ProbeCache(file) };
  return { ...(await testEndpoints(endpoints, surveys, wishes, never)), seen, surveys };
}

describe("testing endpoints", () => {
  it("tells of each model of the settings, of those that * stands for, and of endpoints that are off", async (t) => {
    const server = await serverWith(t, {
      "/v1/models": json({ data: [{ id: "a", max_model_len: 100 }, { id: "b" }] }),
      [chat]: counting({ sendsLogprobs: true }),
    });
    const base = { kind: "vllm", baseUrl: `${server.url}/v1` } as const;
    const endpoints: Endpoint[] = [
      { ...base, name: "all", models: "*" },
      { ...base, name: "off", models: ["a"], enabled: false },
      { ...base, name: "some", models: ["b", { id: "gone", name: "Gone" }] },
    ];
    const { reports, seen, notKept } = await tested(endpoints, await cacheFile(t));
    assert.equal(notKept, null);
    assert.deepEqual(seen.sort(), ["a", "b", "b", "gone"]);
    assert.deepEqual(
      reports.map(({ name, enabled, listed, models }) => [name, enabled, listed, models.map(({ model }) => model)]),
      [
        ["all", true, 2, ["a", "b"]],
        ["off", false, null, []],
        ["some", true, 2, ["b", "gone"]],
      ],
    );
    assert.equal(reports[0]?.models[0]?.contextTokens, 100);
    assert.match(reports[2]?.models[1]?.notes[0] ?? "", /does not list it/);
  });

  it("goes on when one endpoint is dead, and names cause and next step", async (t) => {
    const server = await serverWith(t, { [chat]: counting({ sendsLogprobs: true }) });
    const dead: Endpoint = { name: "dead", kind: "vllm", baseUrl: "http://127.0.0.1:1/v1", models: ["m"] };
    const silent: Endpoint = { name: "no-list", kind: "vllm", baseUrl: `${server.url}/v1`, models: ["m"] };
    const { reports } = await tested([dead, silent], await cacheFile(t));
    assert.deepEqual(
      reports.map(({ models }) => models.map(({ outcome }) => outcome)),
      [["fails"], ["works"]],
    );
    assert.ok(reports.every(({ problems, listed }) => problems.length === 1 && listed === null));
  });

  it("keeps outcomes, shows them when nobody is asked, and holds no secret on disk", async (t) => {
    const server = await serverWith(t, {
      "/gateway-secret/v1/models": json({ data: [{ id: "m" }] }),
      "/gateway-secret/v1/chat/completions": counting({}),
    });
    const endpoint: Endpoint = {
      name: "mine",
      kind: "vllm",
      baseUrl: `${server.url}/gateway-secret/v1`,
      headers: { "x-auth": "header-secret" },
      models: [{ id: "m", parameters: { user: "parameter-secret" } }, "fails-secretly"],
    };
    const file = await cacheFile(t);
    await tested([endpoint], file, {}, "key-secret");
    const kept = await readFile(file, "utf8");
    assert.doesNotMatch(kept, /(gateway|header|parameter|key)-secret/);
    assert.equal((await stat(file)).mode & 0o077, 0);
    const chats = () => server.seen.filter(({ path: at }) => at.endsWith("/chat/completions")).length;
    const before = chats();
    const later = { ask: false, now: () => "2026-03-01T00:00:00.000Z" };
    const renamed = { ...endpoint, name: "renamed" };
    const { reports } = await tested([renamed], file, later);
    assert.equal(chats(), before);
    assert.deepEqual(
      reports[0]?.models.map(({ endpoint: name, outcome, testedAt }) => [name, outcome, testedAt]),
      [
        ["renamed", "partly", asking.now()],
        ["renamed", "partly", asking.now()],
      ],
    );
    const changed = { ...endpoint, models: [{ id: "m", parameters: { user: "another" } }] };
    assert.equal((await tested([changed], file, later)).reports[0]?.models[0]?.outcome, "listed");
  });

  it("starts over from a file that is spoilt, and says so when nothing can be written", async (t) => {
    const server = await serverWith(t, { [chat]: counting({ sendsLogprobs: true }) });
    const endpoint: Endpoint = { name: "mine", kind: "vllm", baseUrl: `${server.url}/v1`, models: ["m"] };
    const file = await cacheFile(t);
    await tested([endpoint], file);
    await writeFile(file, "{ spoilt");
    assert.equal((await tested([endpoint], file)).reports[0]?.models[0]?.outcome, "works");
    const { reports, notKept } = await tested([endpoint], path.join(file, "below-a-file", "x.json"));
    assert.equal(reports[0]?.models[0]?.outcome, "works");
    assert.notEqual(notKept, null);
  });

  it("ends when it is stopped, with what was found out by then on disk", async (t) => {
    const stop = new AbortController();
    const server = await serverWith(t, {
      "/v1/models": json({ data: [{ id: "first" }, { id: "second" }] }),
      [chat]: (request, response) => {
        if (request.body?.["model"] === "first") counting({ sendsLogprobs: true })(request, response);
        else stop.abort();
      },
    });
    const endpoint: Endpoint = {
      name: "mine",
      kind: "openai",
      baseUrl: `${server.url}/v1`,
      models: ["first", "second"],
    };
    const cache = new ProbeCache(await cacheFile(t));
    const surveys = await surveyEndpoints([endpoint], noKey, never);
    const wishes = { ...asking, onProbe: () => undefined, cache };
    await assert.rejects(testEndpoints([endpoint], surveys, wishes, stop.signal));
    const [survey] = surveys;
    assert.ok(survey);
    const [first, second] = await cache.of(survey.server, survey.models);
    assert.deepEqual([first?.outcome, second], ["works", null]);
  });
});
