import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Plan } from "../../src/core/answer/index.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";
import { localServer } from "../support/http/local-server.ts";
import { streamAll } from "../support/http/sse.ts";

/** Writes settings with three models on a server that must never be asked, or that answers. */
async function settingsFor(t: TestContext, price: number, more: Readonly<Record<string, unknown>> = {}) {
  const { home, file } = await cliHome(t);
  let asked = 0;
  const server = await localServer((_, response) => {
    asked += 1;
    streamAll(response, [
      { index: 0, content: "So." },
      { index: 0, finish: "stop" },
    ]);
  });
  t.after(() => server.close());
  const models = ["one", "two", "three"].map((id) => ({ id, promptUsdPerMTok: price, completionUsdPerMTok: price }));
  const settings = await file("settings.json", {
    "smcs.endpoints": [{ name: "paid", kind: "openai", baseUrl: server.url, models }],
    ...more,
  });
  return { home, arguments: ["ask", "Hello?", "--settings", settings], asked: () => asked };
}

describe("what smcs ask costs", () => {
  it("is estimated on a dry run, in figures and in a sentence, and nobody is asked", async (t) => {
    const { home, arguments: given, asked } = await settingsFor(t, 10);
    const { status, stdout, stderr } = await runCli([...given, "--dry-run", "--json"], home);
    const { estimate, requests } = JSON.parse(stdout) as Plan;
    assert.deepEqual([status, asked(), estimate.requests], [0, 0, requests]);
    const [low, high] = estimate.costUsd ?? [0, 0];
    assert.ok(low > 0.01 && high > 0.5 && high < 5, `${low} to ${high}`);
    assert.match(stderr, /It costs \$0\.\d{4} to \$\d\.\d+, in \d requests\./);
  });

  it("is asked about when it may be much: without a terminal --yes must say so", async (t) => {
    const { home, arguments: given, asked } = await settingsFor(t, 10);
    const refused = await runCli(given, home);
    assert.deepEqual([refused.status, asked()], [2, 0]);
    assert.match(refused.stderr, /may cost up to \$\d\.\d+.*\n.*--yes/);
    const agreed = await runCli([...given, "--yes"], home);
    assert.equal(agreed.status, 0, agreed.stderr);
    assert.ok(asked() > 3);
  });

  it("is not asked about when it is little, or when a cap keeps it so", async (t) => {
    const cheap = await settingsFor(t, 0.1);
    const { status, stderr } = await runCli(cheap.arguments, cheap.home);
    assert.equal(status, 0, stderr);
    const capped = await settingsFor(t, 10, { "smcs.budget.perQuestionUsd": 0.2 });
    const { status: alsoAnswered, stderr: notes } = await runCli(capped.arguments, capped.home);
    assert.equal(alsoAnswered, 0, notes);
    assert.match(notes, /may write \d+ tokens instead of 8192/);
  });
});
