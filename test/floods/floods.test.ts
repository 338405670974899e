import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { it, type TestContext } from "node:test";
import { plainTable } from "../../src/report-page/index.ts";
import { answerWell } from "../faults/good-answer.ts";
import { repetitions } from "../support/deep.ts";
import { beginStream, sendPart } from "../support/http/sse.ts";
import { startNode } from "../support/processes/start-process.ts";
import { answerAtLength, chatFloods, otherFloods } from "./flood.ts";
import type { FloodedRun } from "./floods-child.ts";

const MB = 2 ** 20;
const CHILD = path.join(import.meta.dirname, "floods-child.ts");
const ROUNDS = repetitions(1, 5);
const TOGETHER = 8;
/** Maximum growth of the resident memory of the asking process. */
const MOST_BYTES = 150 * MB;
/** An answer of two dozen words takes a tenth of a second without floods; other tests may run beside this one. */
const MOST_HONEST_MS = 10_000;
/** Maximum time in which nothing else is done: the largest JSON document is parsed in a tenth of it. */
const MOST_BLOCKED_MS = 2000;
/** Maximum size of a run's record: the texts and the thinking of eight models that reach their limits. */
const MOST_RECORD_BYTES = 20 * MB;
const HANGS = repetitions(120_000, 600_000);

it("eight servers that flood at once neither fill the memory nor stop the others", { timeout: HANGS }, async (t) => {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const runs = await runsOf(t, server);
  t.diagnostic(tableOf(runs).join("\n"));
  const floods = [...chatFloods, ...otherFloods];
  const seen = new Set(runs.flatMap(({ failures }) => Object.keys(failures)));
  assert.deepEqual(
    floods.map(({ name }) => name).filter((name) => !seen.has(name)),
    [],
  );
  for (const run of runs) {
    for (const [name, failure] of Object.entries(run.failures)) {
      const limit = floods.find((flood) => flood.name === name)?.limit ?? /^$/;
      // If the others hold much data, the largest one is ended before it reaches its own limit.
      assert.match(
        failure,
        failure.includes("unfinished answers of all servers") ? /\(32 MB; \d.*from this server/ : limit,
        name,
      );
    }
    assert.deepEqual([run.outcome, run.isAnswered, run.honestReferences], ["done", true, 2]);
    assert.ok(run.honestEndMs < MOST_HONEST_MS, `The honest answers took ${run.honestEndMs} ms.`);
    assert.ok(run.blockedMs < MOST_BLOCKED_MS, `Nothing else was done for ${run.blockedMs} ms.`);
    assert.ok(run.recordBytes < MOST_RECORD_BYTES, `The record of a run has ${run.recordBytes} bytes.`);
    const grown = run.peakBytes - run.startBytes;
    assert.ok(grown < MOST_BYTES, `Memory grew by ${grown / MB} MB during ${Object.keys(run.failures).join(", ")}.`);
  }
});

/** Answers by the model's name, or by the path if there is none. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = "", method, headers } = request;
  const sent = await text(request);
  const body = sent === "" ? null : (JSON.parse(sent) as Readonly<Record<string, unknown>>);
  const names = [String(body?.["model"]), url.split("/")[2]];
  const flood = [...chatFloods, ...otherFloods].find(({ name }) => names.includes(name));
  if (flood !== undefined) await flood.pour(response);
  else if (names.includes("honest-at-length")) await answerAtLength(response);
  else if (body?.["logprobs"] === true) answerWell(response, { method: method ?? "", path: url, headers, body });
  else await answerSlowly(response);
}

/** Answers word by word, as an honest model does. */
async function answerSlowly(response: ServerResponse): Promise<void> {
  beginStream(response);
  for (const word of "Use a Map: it keeps the order of insertion.".split(/(?<= )/)) {
    sendPart(response, { content: word });
    await setTimeout(10);
  }
  sendPart(response, { finish: "stop" });
  response.end("data: [DONE]\n\n");
}

/** Returns the results of the runs, each from a separate process. */
async function runsOf(t: TestContext, server: Server): Promise<FloodedRun[]> {
  const { port } = server.address() as AddressInfo;
  const names = chatFloods.map(({ name }) => name);
  const starts = names.flatMap((_, at) => (at % TOGETHER === 0 ? [at] : []));
  const groups = starts.map((at) =>
    Array.from({ length: TOGETHER }, (_, index) => names[(at + index) % names.length] ?? ""),
  );
  const hows = [
    ["others"],
    ...groups.map((group) => ["together", ...group]),
    ...["small-deltas", "log-probabilities"].map((name) => ["merging", name]),
  ];
  const runs: FloodedRun[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const how of hows) {
      const args = [CHILD, `http://127.0.0.1:${port}/v1`, ...how];
      const { child, ended } = startNode(t, args, { limit: HANGS, talks: true });
      child.on("message", (run: FloodedRun) => runs.push(run));
      const { status, stderr } = await ended;
      assert.deepEqual([status, stderr], [0, ""]);
    }
  return runs;
}

function tableOf(runs: readonly FloodedRun[]): string[] {
  const rows = runs.map((run) => [
    Object.keys(run.failures).join(" "),
    `${Math.round((run.peakBytes - run.startBytes) / MB)} MB`,
    ...[run.honestFirstMs, run.honestEndMs, run.durationMs, run.blockedMs].map((ms) => `${Math.round(ms)} ms`),
    `${(run.recordBytes / MB).toFixed(1)} MB`,
  ]);
  return plainTable(["floods", "memory", "first word", "honest end", "run", "blocked", "record"], rows);
}
