import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { counting, json, serverWith } from "../support/probe/probe.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";

interface Document {
  readonly endpoints: readonly {
    readonly name: string;
    readonly budget: object | null;
    readonly models: readonly { readonly model: string; readonly outcome: string; readonly contextTokens: number }[];
  }[];
  readonly offers: readonly { readonly endpoint: string; readonly model: string; readonly settings: object }[];
}

describe("smcs endpoints test", () => {
  it("says what each model can do, and what the settings leave out", async (t) => {
    const server = await serverWith(t, {
      "/v1/models": json({ data: [{ id: "m", max_model_len: 4096 }] }),
      "/v1/chat/completions": counting({ refuses: ["logprobs"] }),
    });
    const { home, file } = await cliHome(t);
    const endpoint = { name: "mine", kind: "vllm", baseUrl: server.url, models: ["m"] };
    const settings = await file("settings.json", { "smcs.endpoints": [endpoint] });
    const { status, stdout, stderr } = await runCli(["endpoints", "test", "--settings", settings, "--json"], home);
    const { endpoints, offers } = JSON.parse(stdout) as Document;
    assert.equal(status, 0, stderr);
    assert.deepEqual(
      endpoints[0]?.models.map(({ model, outcome, contextTokens }) => [model, outcome, contextTokens]),
      [["m", "partly", 4096]],
    );
    assert.deepEqual(offers, [{ endpoint: "mine", model: "m", settings: { contextTokens: 4096 } }]);
    assert.ok(existsSync(path.join(home, ".smcs", "endpoints.json")));

    const asked = server.seen.length;
    const again = await runCli(["endpoints", "test", "--settings", settings, "--no-requests"], home);
    assert.match(again.stdout, /mine\/m +partly +refused/);
    assert.match(again.stdout, /It refuses log-probabilities/);
    assert.match(again.stdout, /mine: \{"id":"m","contextTokens":4096\}/);
    assert.ok(server.seen.slice(asked).every(({ path: at }) => at === "/v1/models"));
  });

  it("says what is left on OpenRouter's key, before an evaluation too", async (t) => {
    const entry = { id: "m", pricing: { prompt: "0.001", completion: "0.001" } };
    const server = await serverWith(t, {
      "/api/v1/models": json({ data: [entry] }),
      "/api/v1/key": json({ data: { limit: 5, limit_remaining: 0.25, usage: 4.75 } }),
      "/api/v1/chat/completions": counting({ sendsLogprobs: true }),
    });
    const { home, file } = await cliHome(t);
    const model = { id: "m", promptUsdPerMTok: 1000, completionUsdPerMTok: 1000 };
    const endpoint = { name: "or", kind: "openrouter", baseUrl: `${server.url}/api/v1`, apiKeyEnv: "TEST_API_KEY" };
    const settings = await file("settings.json", { "smcs.endpoints": [{ ...endpoint, models: [model] }] });
    const env = { TEST_API_KEY: "sk-or-v1-secret" };
    const tested = await runCli(["endpoints", "test", "--settings", settings], home, env);
    assert.match(tested.stdout, /ok; \$0\.25 of \$5\.00 left on the key/);
    const scope = ["--limit", "3", "--dry-run", "--settings", settings];
    const planned = await runCli(["bank", "evaluate", ...scope], home, env);
    assert.match(planned.stderr, /or: \$0\.25 of \$5\.00 left on the key\./);
    assert.match(planned.stderr, /Warning: or: the key has \$0\.25 left and up to \$/);
    for (const text of [tested, planned].flatMap(({ stdout, stderr }) => [stdout, stderr])) {
      assert.doesNotMatch(text, /sk-or-v1-secret/);
    }
  });

  it("tests the simulated models, and fails where a model cannot be used or nobody is configured", async (t) => {
    const { home, file } = await cliHome(t);
    const demo = await runCli(["endpoints", "test", "--demo", "--json"], home);
    assert.equal(demo.status, 0, demo.stderr);
    assert.equal((JSON.parse(demo.stdout) as Document).endpoints[0]?.models.length, 15);
    const dead = { name: "dead", kind: "openai", baseUrl: "http://127.0.0.1:1/v1", models: ["m"] };
    const settings = await file("settings.json", { "smcs.endpoints": [dead] });
    const failed = await runCli(["endpoints", "test", "--settings", settings], home);
    assert.equal(failed.status, 1);
    assert.match(failed.stdout, /dead\/m +fails/);
    assert.equal((await runCli(["endpoints", "test"], home)).status, 2);
  });
});
