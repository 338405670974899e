import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { madeOlder } from "../support/evaluation/evaluation.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";
import { starterQuestions } from "../support/starter-bank/starter-questions.ts";

const MODELS = ["QwQ-32B", "Gemma-3-27b-it"];
const scope = ["--demo", "--json", "--models", MODELS.join(",")];

/** Six questions, one of which asks for a program, which takes time to run. */
const questions = [
  ...starterQuestions.filter(({ split, task }) => split === "bank" && task.kind === "choice").slice(0, 5),
  ...starterQuestions.filter(({ task }) => task.kind === "code-tests" && task.language === "python").slice(0, 1),
];

/** Creates a home whose bank has only these questions. */
async function homeWithBank(t: TestContext): Promise<string> {
  const { home, file } = await cliHome(t);
  const asked = await file("six.jsonl", questions.map((question) => JSON.stringify(question)).join("\n"));
  const { status, stderr } = await runCli(["bank", "import", asked, "--format", "smcs-jsonl"], home);
  assert.equal(status, 0, stderr);
  return home;
}

describe("smcs bank evaluate", () => {
  it("says what it would do, does it, and then finds nothing to do", async (t) => {
    const home = await homeWithBank(t);
    const planned = await runCli(["bank", "evaluate", ...scope, "--dry-run"], home);
    assert.deepEqual(JSON.parse(planned.stdout), {
      missing: 12,
      estimate: { costUsd: [0, 0], requests: 12 },
      stale: 0,
    });
    const first = await runCli(["bank", "evaluate", ...scope, "--budget", "1"], home);
    const { right, wrong, ...rest } = JSON.parse(first.stdout) as Record<string, number>;
    assert.equal((right ?? 0) + (wrong ?? 0), 12, first.stderr);
    assert.deepEqual(rest, { asked: 12, cutOff: 0, described: 0, failed: 0, missing: 0, costUsd: 0, stale: 0 });
    assert.match(first.stderr, /2 models, 6 questions: 12 to ask/);
    assert.match(first.stderr, /simulated/);
    assert.match(first.stderr, /\[=+\] 100%/);
    const again = await runCli(["bank", "evaluate", ...scope], home);
    assert.equal((JSON.parse(again.stdout) as { asked: number }).asked, 0);
    const stats = JSON.parse((await runCli(["bank", "stats", "--json"], home)).stdout) as {
      models: Record<string, { kept?: object }>;
    };
    assert.deepEqual(Object.keys(stats.models).sort(), MODELS.toSorted());
    assert.deepEqual(stats.models["QwQ-32B"]?.kept, { judged: 6, cutOff: 0 });
  });

  it("is wrongly used with models that are not there, and with a budget where prices are unknown", async (t) => {
    const { home, file } = await cliHome(t);
    const unknown = await runCli(["bank", "evaluate", "--demo", "--models", "nobody"], home);
    assert.equal(unknown.status, 2);
    assert.match(unknown.stderr, /there is no nobody\. These are configured:\n.*QwQ-32B/s);
    const endpoint = { name: "mine", kind: "openai", baseUrl: "http://127.0.0.1:1/v1", models: ["m"] };
    const settings = await file("settings.json", { "smcs.endpoints": [endpoint] });
    const priceless = await runCli(["bank", "evaluate", "--settings", settings, "--budget", "1"], home);
    assert.equal(priceless.status, 2);
    assert.match(priceless.stderr, /promptUsdPerMTok/);
  });

  it("ends with status 1 where every request fails, records nothing and says why", async (t) => {
    const { home, file } = await cliHome(t);
    const endpoint = { name: "mine", kind: "openai", baseUrl: "http://127.0.0.1:1/v1", models: ["m"] };
    const settings = await file("settings.json", { "smcs.endpoints": [endpoint] });
    const { status, stdout, stderr } = await runCli(
      ["bank", "evaluate", "--settings", settings, "--limit", "3", "--json"],
      home,
    );
    assert.equal(status, 1);
    const { right, wrong, failed, missing } = JSON.parse(stdout) as Record<string, number>;
    assert.deepEqual({ right, wrong, failed, missing }, { right: 0, wrong: 0, failed: 3, missing: 3 });
    assert.match(stderr, /127\.0\.0\.1/);
  });
});

describe("smcs bank recheck", () => {
  it("judges kept replies anew without asking, by model and question, and finds nothing to do the next time", async (t) => {
    const home = await homeWithBank(t);
    const evaluated = await runCli(["bank", "evaluate", ...scope], home);
    const { right, wrong } = JSON.parse(evaluated.stdout) as { right: number; wrong: number };
    assert.ok(wrong > 0, evaluated.stdout);
    await madeOlder(path.join(home, ".smcs", "bank"), true);
    const first = await runCli(["bank", "recheck", "--json"], home);
    assert.equal(first.status, 0, first.stderr);
    const { changes, ...counts } = JSON.parse(first.stdout) as { changes: { after: number; model: string }[] };
    assert.deepEqual(counts, { judged: right + wrong, uncheckable: 0, untouched: 0 });
    assert.deepEqual(
      changes.map(({ after }) => after),
      Array.from({ length: wrong }, () => 0),
    );
    assert.match(first.stderr, /\[=+\] 100%/);
    const again = await runCli(["bank", "recheck"], home);
    assert.match(again.stdout, /^Nothing is left to judge anew/);
    assert.match(again.stdout, new RegExp(`${wrong} no longer right:\n  .*, (QwQ-32B|Gemma-3-27b-it): `));
    const { stdout } = await runCli(["bank", "evaluate", ...scope, "--dry-run"], home);
    assert.equal((JSON.parse(stdout) as { missing: number }).missing, 0);
  });
});

describe("smcs bank batch-export and batch-import", () => {
  it("take the missing requests to a cluster and its results back, once", async (t) => {
    const home = await homeWithBank(t);
    const [requests, results] = [path.join(home, "requests.jsonl"), path.join(home, "results.jsonl")];
    const exported = await runCli(["bank", "batch-export", requests, ...scope], home);
    assert.deepEqual(JSON.parse(exported.stdout), {
      requests: 12,
      models: Object.fromEntries(MODELS.map((model) => [model, 6])),
      file: requests,
    });
    const lines = (await readFile(requests, "utf8")).trim().split("\n");
    const replies = lines.map((line) => {
      const { custom_id } = JSON.parse(line) as { custom_id: string };
      const choices = [{ index: 0, message: { role: "assistant", content: "No idea." }, finish_reason: "stop" }];
      return JSON.stringify({ id: "1", custom_id, response: { status_code: 200, body: { choices } }, error: null });
    });
    await writeFile(results, [...replies.slice(0, 10), "no json", ""].join("\n"));
    const [first, second] = [
      await runCli(["bank", "batch-import", results, "--demo", "--json"], home),
      await runCli(["bank", "batch-import", results, "--demo", "--json"], home),
    ];
    const counts = ({ stdout }: { stdout: string }) => {
      const { imported, skipped, failed } = JSON.parse(stdout) as Record<string, number>;
      return { imported, skipped, failed };
    };
    assert.deepEqual(counts(first), { imported: 10, skipped: 0, failed: 1 });
    assert.deepEqual(counts(second), { imported: 0, skipped: 10, failed: 1 });
    assert.match(first.stderr, /line 11 not used: it is not JSON/);
    const left = await runCli(["bank", "batch-export", requests, ...scope], home);
    assert.equal((JSON.parse(left.stdout) as { requests: number }).requests, 2);
  });
});
