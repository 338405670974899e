import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { it } from "node:test";
import { aggregationPromptFingerprint, type KeptStudy, keepAggregatorStudy } from "../../src/bank/models/index.ts";
import type { Table } from "../../src/lab/benchmark/report/table.ts";
import type { Plan } from "../../src/core/answer/index.ts";
import type { Selection } from "../../src/core/selection/index.ts";
import { runCli } from "../support/cli/run-cli.ts";
import { benchWorld } from "./bench-command.ts";

const QUESTION = "Write a JavaScript function that reverses a string.";

/** Returns the models that a server was asked for. */
const askedFor = (bodies: readonly string[]): string[] => [
  ...new Set(bodies.map((body) => (JSON.parse(body) as { model: string }).model)),
];

it("goes by the comparison of aggregators in the tables as in a question", async (t) => {
  const { home, bank, run, args } = await benchWorld(t);
  const [, , , settings = ""] = args("cache");
  const ask = ["ask", QUESTION, "--settings", settings, "--bank", bank, "--dry-run", "--json"];
  const merger = async (): Promise<string | undefined> =>
    (JSON.parse((await runCli(ask, home)).stdout) as Plan).aggregator?.model;
  const tabled = async (): Promise<string | undefined> => {
    const { status, stdout, stderr } = await run("cache", "--tables", "figure-7", "--limit", "1", "--yes", "--json");
    assert.equal(status, 0, stderr);
    const [table] = (JSON.parse(stdout) as { tables: Table[] }).tables;
    return table?.rows.map(({ title }) => title).find((title) => title.startsWith("SMCS"));
  };
  const usual = await merger();
  assert.notEqual(usual, "InternLM2.5-20B-Chat");
  assert.equal(await tabled(), `SMCS, as set: ${usual}`);

  // InternLM merged 30 of 30 questions correctly, QwQ 3 of 30, for coding and other questions alike.
  const merged = (right: number) => ({ coding: { questions: 30, right }, other: { questions: 30, right } });
  const study: KeptStudy = {
    simulated: false,
    at: "2026-01-01T00:00:00.000Z",
    prompt: aggregationPromptFingerprint(),
    embedder: "any",
    models: [
      { model: "InternLM2.5-20B-Chat", ...merged(30) },
      { model: "QwQ-32B", ...merged(3) },
    ],
  };
  await keepAggregatorStudy(bank, study);
  assert.equal(await merger(), "InternLM2.5-20B-Chat");
  assert.equal(await tabled(), "SMCS, as set: InternLM2.5-20B-Chat");
});

it("says in the tables, as in a question, that the aggregator of the settings is not there", async (t) => {
  const { home, bank, server, models, args } = await benchWorld(t);
  const settings = path.join(home, "gone.json");
  const endpoint = { name: "demo", kind: "openai", baseUrl: server.baseUrl, models };
  await writeFile(settings, JSON.stringify({ "smcs.endpoints": [endpoint], "smcs.aggregator": "gone/away" }));
  const missing = /The model gone\/away, which the settings name for merging, is not available; (\S+) merges instead\./;
  const asked = await runCli(["ask", QUESTION, "--settings", settings, "--bank", bank, "--dry-run"], home);
  const tables = args("gone").map((arg, index, all) => (all[index - 1] === "--settings" ? settings : arg));
  const run = await runCli([...tables, "--tables", "table-3", "--dry-run"], home);
  const [inQuestion, inTables] = [asked, run].map(({ stderr }) => missing.exec(stderr)?.[1]);
  assert.ok(inQuestion !== undefined && inQuestion === inTables, `${asked.stderr}\n${run.stderr}`);
});

it("leaves out the same models under a cap in a question, a selection and the tables, and says so", async (t) => {
  const { home, bank, server, models, args } = await benchWorld(t);
  const [unpriced, ...priced] = models;
  assert.ok(unpriced);
  const settings = path.join(home, "capped.json");
  const endpoints = [
    { name: "demo", kind: "openai", baseUrl: server.baseUrl, models: priced },
    // On another machine, according to its address: its price is unknown, and it must not be asked.
    { name: "elsewhere", kind: "openai", baseUrl: "https://models.example/v1", models: [unpriced.id] },
  ];
  await writeFile(
    settings,
    JSON.stringify({ "smcs.endpoints": endpoints, "smcs.budget.perQuestionUsd": 5, "smcs.referencers": 4 }),
  );
  const given = ["--settings", settings, "--bank", bank, "--json"];
  const leftOut = new RegExp(`Left out, .*price is not known: ${unpriced.id} \\(elsewhere\\)`);

  const asked = await runCli(["ask", QUESTION, ...given, "--dry-run"], home);
  assert.match(asked.stderr, leftOut);
  const { selection } = JSON.parse(asked.stdout) as Plan;
  const selected = await runCli(["select", QUESTION, ...given], home);
  assert.match(selected.stderr, leftOut);
  const { prior, referencers } = JSON.parse(selected.stdout) as Selection;
  assert.deepEqual([prior, referencers], [selection.prior, selection.referencers]);
  assert.equal(referencers.length, 3);

  const tables = args("capped").map((arg, index, all) => (all[index - 1] === "--settings" ? settings : arg));
  const run = await runCli([...tables, "--tables", "table-1", "--limit", "1", "--yes", "--json"], home);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stderr, leftOut);
  const titles = (JSON.parse(run.stdout) as { tables: Table[] }).tables.flatMap(({ rows }) =>
    rows.map((row) => row.title),
  );
  assert.ok(titles.includes(priced[0]!.id) && !titles.includes(unpriced.id), titles.join());
  assert.deepEqual(askedFor(server.bodies).includes(unpriced.id), false);
});
