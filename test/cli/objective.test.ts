import assert from "node:assert/strict";
import path from "node:path";
import { setTimeout as elapsed } from "node:timers/promises";
import { it } from "node:test";
import { knownSpeeds } from "../../src/bank/models/index.ts";
import type { RunRecord } from "../../src/core/record/index.ts";
import { cliHome, runCli } from "../support/cli/run-cli.ts";
import { localServer } from "../support/http/local-server.ts";
import { streamAll } from "../support/http/sse.ts";

/** Milliseconds that each reply takes. */
const REPLY_MS = 150;

it("asks the models that cover most, keeps their speeds without the queue, and replays the same choice", async (t) => {
  const { home, file } = await cliHome(t);
  const bank = path.join(home, "bank");
  const columns = {
    a: "111111111111000000",
    b: "111111111100000000",
    c: "000111111000111000",
    d: "111000000111000111",
  };
  const rows = Array.from({ length: 18 }, (_, row) => {
    const capability = Object.fromEntries(Object.entries(columns).map(([model, all]) => [model, Number(all[row])]));
    const question = `Write a function that reads file number ${row}.`;
    return JSON.stringify({ id: `q${row}`, source: "own", question, task: { kind: "open" }, capability });
  });
  const imported = await file("bank.jsonl", rows.join("\n"));
  await runCli(["bank", "import", imported, "--format", "smcs-jsonl", "--bank", bank], home);

  const server = await localServer((_, response) => {
    void elapsed(REPLY_MS).then(() => {
      streamAll(response, [{ content: "Like this." }, { finish: "stop" }]);
    });
  });
  t.after(() => server.close());
  const models = Object.keys(columns).map((id) => ({ id }));
  const settings = await file("settings.json", {
    "smcs.endpoints": [{ name: "own", kind: "vllm", baseUrl: server.url, concurrency: 1, models }],
    "smcs.aggregator": "own/a",
    "smcs.hedge": "off",
    "smcs.tolerance": 0,
    "smcs.objective": "coverage",
  });
  const asked = [
    "ask",
    "Write a function that reads a file.",
    "--settings",
    settings,
    "--bank",
    bank,
    "--yes",
    "--json",
  ];
  const { status, stdout, stderr } = await runCli(asked, home);
  assert.equal(status, 0, stderr);
  const record = JSON.parse(stdout) as RunRecord;
  assert.deepEqual(record.selection?.referencers, ["a", "c", "d"]);
  assert.deepEqual(
    record.selection.chosen?.map(({ adds }) => adds > 0.05),
    [true, true, true],
  );

  // One request at a time: the last one waited for the other two.
  const waits = record.references.map(({ sentMs }) => sentMs ?? -1);
  const longest = Math.max(...waits);
  assert.ok(longest >= 2 * REPLY_MS - 20, waits.join());
  const speeds = await knownSpeeds(bank);
  const last = record.references[waits.indexOf(longest)];
  const speed = speeds.get(last?.model ?? "");
  assert.deepEqual([...speeds.keys()].toSorted(), ["a", "c", "d"]);
  assert.deepEqual([speed?.replies, speed?.tokens], [1, 2]);
  assert.equal(speed?.durationMs, (last?.durationMs ?? 0) - longest);

  const replayed = await runCli(["replay", await file("run.json", stdout), "--bank", bank], home);
  assert.equal(replayed.status, 0, replayed.stdout + replayed.stderr);
});
