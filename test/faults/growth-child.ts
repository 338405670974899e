// node --expose-gc test/faults/growth-child.ts BASE_URL RUNS...: asks a server's models in one run after another. After
// each of these numbers of runs, it sends its parent what the process holds.
import { getEventListeners, once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { sharedTraffic } from "../../src/queue/index.ts";
import { presets } from "../../src/core/parameters.ts";
import type { RunPolicy } from "../../src/core/run-policy.ts";
import { endpointOf } from "./faulty-endpoints.ts";
import { runOverServers, type RunOverServers } from "./run-over-servers.ts";

/** What the process holds while nothing is running. */
export interface Holdings {
  readonly runs: number;
  readonly heapBytes: number;
  /** Buffers outside of the heap. */
  readonly externalBytes: number;
  /** Number of listeners on the signal that all runs share. */
  readonly listeners: number;
  /** Number of resources that keep the process alive: sockets, timers. */
  readonly resources: number;
}

/** The reason with which a consumer stops reading a run. */
class Left extends Error {
  override readonly name = "Left";
}

const [baseUrl = "", ...stations] = process.argv.slice(2);
/** A policy that sets timers and sends second requests. */
const policy: RunPolicy = { hedge: "always", earlyStop: true, budgetUsd: null, deadlineMs: 600_000 };
const { signal } = new AbortController();

let runs = 0;
for (const station of stations.map(Number)) {
  for (; runs < station; runs += 1) await oneRun(runs);
  await collectGarbage();
  const { heapUsed: heapBytes, external: externalBytes } = process.memoryUsage();
  const listeners = getEventListeners(signal, "abort").length;
  const resources = process.getActiveResourcesInfo().length;
  process.send?.({ runs, heapBytes, externalBytes, listeners, resources } satisfies Holdings);
  // Meanwhile the parent measures its side.
  await once(process, "message");
}
process.disconnect();

/**
 * Performs a run. Of ten runs, two have a model whose connections break, one is stopped by the user, and one is left by
 * its consumer.
 */
async function oneRun(seed: number): Promise<void> {
  const [broken, stopped, left] = [[1, 6].includes(seed % 10), seed % 10 === 3, seed % 10 === 8];
  const third = broken ? "resets" : stopped || left ? "silent" : "third";
  const models = ["first", "second", third];
  const local = endpointOf("local", baseUrl, models);
  const stop = new AbortController();
  const run: RunOverServers = {
    // For all listed models, the list itself is requested with the signal.
    endpoints: [third === "third" ? { ...local, models: "*" } : local],
    models,
    parameters: presets.coding,
    traffic: sharedTraffic,
    seed,
    policy,
    signal: stopped ? stop.signal : signal,
    onEvent: ({ type }) => {
      if (type !== "reference-end") return;
      if (stopped) stop.abort();
      if (left) throw new Left();
    },
  };
  const outcome = await runOverServers(run).then(
    ({ record }) => record.outcome,
    (error: unknown) => {
      if (error instanceof Left) return "left";
      throw error;
    },
  );
  const expected = left ? "left" : stopped ? "aborted" : "done";
  if (outcome !== expected) throw new Error(`Run ${seed} should have ended as ${expected}: ${outcome}.`);
}

async function collectGarbage(): Promise<void> {
  if (globalThis.gc === undefined) throw new Error("Start it with --expose-gc.");
  // Objects that a collection finds unused may be released only in the next turn, and found by the next collection.
  for (let round = 0; round < 10; round += 1) {
    globalThis.gc();
    await setImmediate();
  }
}
