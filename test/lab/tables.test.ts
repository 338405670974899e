import assert from "node:assert/strict";
import { access, readFile } from "node:fs/promises";
import path from "node:path";
import { it } from "node:test";
import type { Table } from "../../src/lab/benchmark/report/table.ts";
import { runCli } from "../support/cli/run-cli.ts";
import { benchWorld, forgetLock, linesOf } from "./bench-command.ts";

interface Reply {
  readonly key: string;
  readonly costUsd: number;
}

const tables = ["--tables", "table-1,table-2", "--json"];
/** Tables whose rows share requests: models alone are also references, with either output limit. */
const paperTables = ["--tables", "table-1,table-2,table-6", "--json"];

function tableOf(stdout: string, id: string): Table {
  const document = JSON.parse(stdout) as { readonly tables: readonly Table[] };
  const table = document.tables.find((one) => one.id === id);
  assert.ok(table !== undefined, `there is no ${id}`);
  return table;
}

it("sends what the dry run said, nothing again after a kill, and makes the same tables", async (t) => {
  const world = await benchWorld(t, { keywords: true });
  const { server, run, start, cache, models } = world;
  const dry = await run("whole", ...paperTables, "--dry-run");
  assert.equal(dry.status, 0, dry.stderr);
  assert.match(dry.stderr, /Symbolic-MoE\* takes the keywords of 5 of 5 test questions from the bank/);
  assert.doesNotMatch(dry.stderr, /has a model name/);
  assert.equal(server.bodies.length, 0);
  const estimate = JSON.parse(dry.stdout) as {
    missing: number;
    estimate: { costUsd: [number, number]; requests: number };
    models: { model: string; requests: number }[];
  };

  const whole = await run("whole", ...paperTables, "--yes");
  assert.equal(whole.status, 0, whole.stderr);
  const sent = server.bodies.length;
  assert.equal(estimate.missing, sent);
  for (const { id } of models) {
    const toModel = server.bodies.filter((body) => (JSON.parse(body) as { model: string }).model === id).length;
    assert.equal(estimate.models.find(({ model }) => model === id)?.requests, toModel, id);
  }
  assert.equal(new Set(server.bodies).size, sent, "a request was sent twice");
  const kept = await linesOf<Reply>(cache("whole"), "replies.log");
  assert.equal(kept.length, sent);
  const cost = kept.reduce((sum, { costUsd }) => sum + costUsd, 0);
  assert.ok(cost > 0 && cost < estimate.estimate.costUsd[1]);
  for (const name of ["tables.json", "tables.md", "report.html"])
    await access(path.join(world.home, "whole-tables", name));
  const written = JSON.parse(await readFile(path.join(world.home, "whole-tables", "tables.json"), "utf8")) as object;
  assert.deepEqual(written, JSON.parse(whole.stdout));

  // No coding aggregator is set, and the server has the paper's.
  const rows = tableOf(whole.stdout, "table-6").rows.map(({ title }) => title);
  assert.deepEqual(rows.slice(0, 5), [
    "SMCS, 8,192 tokens",
    "SMCS, 32,768 tokens",
    "SMCS, 32,768 tokens, code by QwQ-32B",
    "Best of each data set",
    "Average of the pool",
  ]);
  const limits = server.bodies.flatMap((body) => {
    const { model, max_tokens: limit } = JSON.parse(body) as { model: string; max_tokens: number };
    return model === "InternLM2.5-20B-Chat" ? [limit] : [];
  });
  assert.equal(limits.filter((limit) => limit === 32_768).length, 5, "a model that never thinks, on each question");

  const { child, ended } = start("killed", ...paperTables, "--yes");
  await server.more(Math.floor(sent / 2));
  child.kill("SIGKILL");
  await ended;
  await forgetLock(cache("killed"));
  const stored = (await linesOf<Reply>(cache("killed"), "replies.log")).length;
  assert.ok(stored > 0 && stored < sent, `${stored} of ${sent} replies were stored`);
  const before = server.bodies.length;
  const resumed = await run("killed", ...paperTables, "--yes");
  assert.equal(resumed.status, 0, resumed.stderr);
  assert.equal(server.bodies.length - before, sent - stored);
  assert.deepEqual(tableOf(resumed.stdout, "table-1"), tableOf(whole.stdout, "table-1"));

  const again = await run("whole", ...paperTables);
  assert.equal(again.status, 0, again.stderr);
  assert.equal(server.bodies.length - before, sent - stored, "something was asked although all is kept");
  assert.deepEqual(tableOf(again.stdout, "table-2"), tableOf(whole.stdout, "table-2"));
  t.diagnostic(`${sent} requests; the killed command had stored ${stored} replies`);
});

it("asks before it spends much, and never passes its budget", async (t) => {
  const { server, run, cache } = await benchWorld(t);
  const unasked = await run("none", ...tables);
  assert.match(
    unasked.stderr,
    /Symbolic-MoE\* asks a model for the keywords of 5 of 5 test questions first\. An estimate/,
  );
  assert.equal(unasked.status, 2, unasked.stderr);
  assert.match(unasked.stderr, /requests are missing, for \$.*No model was asked\. Add --yes/su);
  assert.equal(server.bodies.length, 0);

  // The worst case of one request is about 0.03 $, so the budget allows many requests but not all.
  const limited = await run("limited", ...tables, "--yes", "--budget", "0.1");
  assert.equal(limited.status, 1, limited.stderr);
  const kept = await linesOf<Reply>(cache("limited"), "replies.log");
  const spent = kept.reduce((sum, { costUsd }) => sum + costUsd, 0);
  assert.ok(spent > 0 && spent <= 0.1, `${spent} $ were spent`);
  assert.equal(server.bodies.length, kept.length);
  assert.match(
    limited.stderr,
    /might cost more than is left of the budget of \$0\.1000\. Some variant has no answer to \d test questions?/,
  );

  const sweep = ["--tables", "table-12", "--points", "n=1,100", "--budget", "0.1", "--dry-run"];
  const fitted = await run("sweep", ...sweep);
  assert.equal(fitted.status, 0, fitted.stderr);
  assert.match(fitted.stderr, /Note: table-12: Left out: n = (?:1, )?100, since the budget does not pay for them/u);
});

it("stops at an interrupt with what was answered, and goes on from there", async (t) => {
  const { server, run, start, cache } = await benchWorld(t);
  const { child, ended } = start("stopped", ...tables, "--yes");
  await server.more(20);
  child.kill("SIGINT");
  await ended;
  assert.equal(child.exitCode, 1);
  const stored = new Set((await linesOf<Reply>(cache("stopped"), "replies.log")).map(({ key }) => key)).size;
  const before = server.bodies.length;
  const resumed = await run("stopped", ...tables, "--yes");
  assert.equal(resumed.status, 0, resumed.stderr);
  const all = (await linesOf<Reply>(cache("stopped"), "replies.log")).length;
  assert.equal(server.bodies.length - before, all - stored);
});

it("shows the simulated models' tables as such, with times that they stand for", async (t) => {
  const { home, bank, few } = await benchWorld(t);
  const args = ["bench", "tables", "--demo", "--bank", bank, "--questions", few, "--format", "smcs-jsonl"];
  const made = await runCli([...args, "--tables", "table-2", "--output", path.join(home, "out"), "--json"], home);
  assert.equal(made.status, 0, made.stderr);
  const table = tableOf(made.stdout, "table-2");
  assert.match(table.notes.join(), /simulated/u);
  const at = table.columns.findIndex(({ title }) => title === "Latency, mean");
  // An immediate answer would take some milliseconds; no simulated model sends text before 200 ms.
  for (const { figures } of table.rows) assert.ok((figures[at]?.value ?? 0) > 200);
  await access(path.join(home, "bank", "benchmark", "simulated", "replies.log"));
  assert.match(await readFile(path.join(home, "out", "report.html"), "utf8"), /[Ss]imulated/u);
});

it("asks for the points that are given, and names those that cannot be before it asks", async (t) => {
  const { home, bank, few } = await benchWorld(t);
  const args = ["bench", "tables", "--demo", "--bank", bank, "--questions", few, "--format", "smcs-jsonl", "--json"];
  const points = ["--tables", "table-3,table-11,table-12", "--points", "K=2,16,n=2", "--points", "n=5"];
  const made = await runCli([...args, ...points, "--output", path.join(home, "out")], home);
  assert.equal(made.status, 0, made.stderr);
  const titles = (id: string): string[] => tableOf(made.stdout, id).rows.map(({ title }) => title);
  assert.deepEqual(
    [titles("table-11"), titles("table-12")],
    [
      ["2", "3"],
      ["2", "4", "5"],
    ],
  );
  // Most questions of the starter bank are programming tasks.
  assert.ok(titles("table-3").includes("Single: programming for all questions"));
  const sentence = "Left out: K = 16, since the pool has 15 models.";
  assert.ok(made.stderr.startsWith(`Note: `));
  assert.ok(made.stderr.indexOf(sentence) < made.stderr.indexOf("variants for 3 tables"));
  assert.ok(tableOf(made.stdout, "table-11").notes.includes(sentence));
});

it("refuses what it cannot do", async (t) => {
  const { run } = await benchWorld(t);
  const unknown = await run("none", "--tables", "table-99");
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /There is no table table-99\. These are known:\n {2}/u);
  const sweep = await run("none", "--tables", "table-12", "--points", "n=2,4", "--points", "K=3");
  assert.equal(sweep.status, 2);
  assert.match(sweep.stderr, /--points K is for the table table-11, which --tables leaves out/u);
  const points = await run("none", "--points", "n=few");
  assert.equal(points.status, 2);
  assert.match(points.stderr, /It must look like K=2,4,n=128\./u);
  const format = await run("none", "--format", "nonsense");
  assert.equal(format.status, 2);
  assert.match(format.stderr, /There is no format nonsense/u);
});
