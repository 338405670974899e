import assert from "node:assert/strict";
import { it, type TestContext } from "node:test";
import type { RunRecord } from "../../src/core/record/index.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";
import { localServer } from "../support/http/local-server.ts";
import { streamAll } from "../support/http/sse.ts";

/** The fields of a request that the server reads. */
interface Body {
  readonly model: string;
  readonly max_tokens: number;
  readonly n?: number;
}

const referencers = ["a", "b", "c", "d", "e", "f", "g"];
const merger = { id: "merger", pool: false };

/** Asks a server with the models. Returns the bodies of the requests. */
async function sent(t: TestContext, preset: string, models: readonly object[]): Promise<readonly Body[]> {
  const { home, file } = await cliHome(t);
  const server = await localServer(({ body }, response) => {
    const { model, n = 1 } = body as unknown as Body;
    const choices = Array.from({ length: n }, (_, index) => [
      { index, content: `${model} says so.` },
      { index, finish: "stop" as const },
    ]);
    streamAll(response, choices.flat());
  });
  t.after(() => server.close());
  const endpoint = { name: "own", kind: "vllm", baseUrl: server.url, models };
  const settings = await file("settings.json", {
    "smcs.endpoints": [endpoint],
    "smcs.preset": preset,
    "smcs.aggregator": "merger",
    "smcs.hedge": "off",
  });
  const { status, stdout, stderr } = await runCli(["ask", "Why?", "--settings", settings, "--yes", "--json"], home);
  assert.equal(status, 0, stderr);
  const { references, candidates } = JSON.parse(stdout) as RunRecord;
  assert.deepEqual(references.map(({ model }) => model).sort(), referencers);
  assert.ok(candidates.length === 8 && candidates.every(({ model }) => model === "merger"));
  return server.seen.map(({ body }) => body as unknown as Body);
}

const limits = (bodies: readonly Body[], isMerging: boolean): number[] => [
  ...new Set(bodies.filter(({ model }) => (model === "merger") === isMerging).map((body) => body.max_tokens)),
];

it("lets referencers and aggregator write 32,768 tokens with paper-32k, and 8,192 with paper (A.5)", async (t) => {
  const models = [...referencers.map((id) => ({ id })), merger];
  for (const [preset, tokens] of [
    ["paper-32k", 32_768],
    ["paper", 8192],
  ] as const) {
    const bodies = await sent(t, preset, models);
    assert.equal(bodies.filter(({ model }) => model !== "merger").length, 7, preset);
    assert.deepEqual([limits(bodies, false), limits(bodies, true)], [[tokens], [tokens]], preset);
  }
});

it("keeps a model's own limit and its context with paper-32k", async (t) => {
  const [own, short, ...others] = referencers.map((id) => ({ id }));
  const models = [{ ...own, maxOutputTokens: 4096 }, { ...short, contextTokens: 20_000 }, ...others, merger];
  const bodies = await sent(t, "paper-32k", models);
  const limitOf = (id: string): number => bodies.find(({ model }) => model === id)?.max_tokens ?? NaN;
  assert.deepEqual([limitOf("a"), limitOf("c")], [4096, 32_768]);
  // The prompt takes some of the context.
  assert.ok(limitOf("b") > 15_000 && limitOf("b") < 20_000, String(limitOf("b")));
});
