import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, it, type TestContext } from "node:test";
import type { RunRecord } from "../../src/core/record/index.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";
import { localServer, type SeenRequest } from "../support/http/local-server.ts";
import { beginStream, sendError, sendPart, streamAll } from "../support/http/sse.ts";

const QUESTION = "How do I debounce a function in TypeScript?";
const recordOf = (stdout: string): RunRecord => JSON.parse(stdout) as RunRecord;

type Answer = (seen: SeenRequest, response: ServerResponse) => void;
const answers: Answer = ({ body }, response) => {
  const logprobs = [{ token: "x", logprob: -0.1 }];
  const choices = Number(body?.["n"] ?? 1);
  const parts = Array.from({ length: choices }, (_, index) => [
    { index, content: `answer of ${String(body?.["model"])}`, logprobs },
    { index, finish: "stop" },
  ]);
  streamAll(response, parts.flat());
};
const dies: Answer = (_, response) => {
  beginStream(response);
  sendPart(response, { content: "Half an ans" });
  setTimeout(() => response.destroy(), 30);
};
const fails: Answer = (_, response) => {
  sendError(response, 500, "everything is broken");
};
const hangs: Answer = () => undefined;

/** Returns an endpoint for each server, with one model each. */
async function endpoints(t: TestContext, servers: Readonly<Record<string, Answer>>) {
  return Promise.all(
    Object.entries(servers).map(async ([name, answer]) => {
      const server = await localServer(answer);
      t.after(() => server.close());
      const timeouts = { firstTokenMs: 400, idleMs: 400 };
      return { name, kind: "openai", baseUrl: server.url, models: [`model-${name}`], timeouts };
    }),
  );
}

describe("smcs ask --demo", () => {
  it("prints a whole record, and the same selection, subsets and winner for the same seed", async (t) => {
    const { home } = await cliHome(t);
    const run = () => runCli(["ask", QUESTION, "--demo", "--seed", "7", "--json"], home);
    const [first, second] = [await run(), await run()];
    assert.equal(first.status, 0, first.stderr);
    const [a, b] = [recordOf(first.stdout), recordOf(second.stdout)];
    assert.equal(a.seed, 7);
    assert.equal(a.selection?.referencers.length, 3);
    assert.equal(a.subsets.length, 4);
    assert.equal(a.candidates.length, 4);
    assert.ok(a.candidates.every(({ score, perplexity }) => score !== null && perplexity !== null));
    assert.equal(a.candidates[a.winner ?? -1]?.score, Math.max(...a.candidates.map(({ score }) => score ?? 0)));
    assert.equal(a.simulated, true);
    for (const part of ["selection", "subsets", "winner"] as const) assert.deepEqual(a[part], b[part]);
    const texts = (record: RunRecord) => record.candidates.map(({ text }) => text);
    assert.deepEqual(texts(a), texts(b));
  });

  it("asks nobody what the simulated models cannot answer, and says what they can", async (t) => {
    const { home } = await cliHome(t);
    const { status, stdout, stderr } = await runCli(["ask", "What is a monad?", "--demo"], home);
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /^The demo models do not know this question, so it was not asked\./m);
    assert.equal(stderr.match(/^ {2}\S.*\?$/gm)?.length, 3, stderr);
    assert.match(stderr, /^Ask one of these, or use real models in place of the demo\.$/m);
    assert.doesNotMatch(stderr, /Asking/);
  });

  it("tells people on standard error how it goes and prints the answer alone", async (t) => {
    const { home } = await cliHome(t);
    const { status, stdout, stderr } = await runCli(["ask", QUESTION, "--demo", "--seed", "7"], home);
    assert.equal(status, 0);
    assert.match(stdout, /^# Best: answer \d of 4 \(simulated\), score 0\.\d{3}, free$/m);
    assert.match(stdout, /```typescript/);
    assert.match(stderr, /Asking 3 simulated models/);
    assert.match(stderr, /3 of 3 answered/);
  });

  it("calls nobody on a dry run and says what it would do", async (t) => {
    const { home } = await cliHome(t);
    const { status, stdout } = await runCli(["ask", QUESTION, "--demo", "--seed", "7", "--dry-run", "--json"], home);
    const plan = JSON.parse(stdout) as { subsets: unknown[]; requests: number };
    assert.equal(status, 0);
    assert.equal(plan.subsets.length, 4);
    assert.ok(plan.requests >= 4 && plan.requests <= 7);

    const forPeople = await runCli(["ask", QUESTION, "--demo", "--seed", "7", "--dry-run"], home);
    assert.match(forPeople.stdout, /^Would ask 3 simulated models: .*\n.* would merge their answers\. /s);
    assert.ok(forPeople.stdout.trim().split("\n").length < 10, forPeople.stdout);
  });
});

describe("smcs ask with endpoints", () => {
  it("asks models of two servers in one run", async (t) => {
    const { home, file } = await cliHome(t);
    const settings = await file("settings.json", {
      "smcs.endpoints": await endpoints(t, { one: answers, two: answers }),
    });
    const { status, stdout } = await runCli(["ask", "Hello?", "--settings", settings, "--json"], home);
    assert.equal(status, 0);
    const served = recordOf(stdout).references.map(({ servedBy }) => servedBy);
    assert.deepEqual(served.toSorted(), ["one/model-one", "two/model-two"]);
  });

  for (const [trouble, answer] of Object.entries({
    "dies mid-stream": dies,
    "answers 500 to everything": fails,
    hangs,
  })) {
    it(`goes on with the others when one server ${trouble}`, async (t) => {
      const { home, file } = await cliHome(t);
      const servers = await endpoints(t, { good: answers, fine: answers, bad: answer });
      const settings = await file("settings.json", { "smcs.endpoints": servers });
      const { status, stdout, stderr } = await runCli(["ask", "Hello?", "--settings", settings, "--json"], home);
      assert.equal(status, 0, stderr);
      const record = recordOf(stdout);
      assert.match(stderr, /2 of 3 answered/);
      assert.ok(record.warnings.some((warning) => warning.startsWith("2 of 3 models answered")));
      assert.match(record.candidates[record.winner ?? -1]?.text ?? "", /^answer of model-(good|fine)$/);
      const failed = record.references.find(({ model }) => model === "model-bad");
      assert.equal(failed?.status, "failed");
      assert.equal(
        record.candidates.some(({ references }) => references.includes("model-bad")),
        false,
      );
    });
  }

  it("ends with status 1 and one line per endpoint when all are dead", async (t) => {
    const { home, file } = await cliHome(t);
    const servers = await endpoints(t, { one: dies, two: fails, three: hangs });
    const settings = await file("settings.json", { "smcs.endpoints": servers });
    const { status, stderr } = await runCli(["ask", "Hello?", "--settings", settings], home);
    assert.equal(status, 1);
    assert.match(stderr, /0 of 3 answered/);
    const lines = stderr.slice(stderr.indexOf("No model answered.")).trim().split("\n").slice(1);
    assert.deepEqual(lines.map((line) => /^ {2}(\w+)\/model-\1 at http:/.exec(line)?.[1]).toSorted(), [
      "one",
      "three",
      "two",
    ]);
  });

  it("reads the key from the variable that apiKeyEnv names", async (t) => {
    const { home, file } = await cliHome(t);
    const server = await localServer(answers);
    t.after(() => server.close());
    const endpoint = { name: "one", kind: "openai", baseUrl: server.url, models: ["m"], apiKeyEnv: "TEAM_API_KEY" };
    const settings = await file("settings.json", { "smcs.endpoints": [endpoint] });
    const { stdout, stderr } = await runCli(["ask", "Hello?", "--settings", settings, "--json"], home, {
      TEAM_API_KEY: "s3cret",
    });
    assert.equal(server.seen[0]?.headers.authorization, "Bearer s3cret");
    assert.doesNotMatch(stdout + stderr, /s3cret/);
  });

  it("says when that variable is not set", async (t) => {
    const { home, file } = await cliHome(t);
    const [endpoint] = await endpoints(t, { one: answers });
    const settings = await file("settings.json", { "smcs.endpoints": [{ ...endpoint, apiKeyEnv: "TEAM_API_KEY" }] });
    const { status, stderr } = await runCli(["ask", "Hello?", "--settings", settings], home, { TEAM_API_KEY: "" });
    assert.equal(status, 0);
    assert.match(stderr, /TEAM_API_KEY is not set, so one is asked without a key/);
  });

  it("prints a record also when no model could be found at all", async (t) => {
    const { home, file } = await cliHome(t);
    const [endpoint] = await endpoints(t, { one: fails });
    const settings = await file("settings.json", { "smcs.endpoints": [{ ...endpoint, models: "*" }] });
    const { status, stdout, stderr } = await runCli(["ask", "Hello?", "--settings", settings, "--json"], home);
    assert.equal(status, 1);
    assert.equal(recordOf(stdout).outcome, "failed");
    assert.match(stderr, /one: http:.*everything is broken/);
  });

  it("says what to do when there is no endpoint", async (t) => {
    const { home } = await cliHome(t);
    const { status, stderr } = await runCli(["ask", "Hello?"], home);
    assert.equal(status, 1);
    assert.match(stderr, /No model can be asked[^]*--settings[^]*--demo/);
  });
});
