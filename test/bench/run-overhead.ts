import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { buildPool } from "../../src/chat/pool.ts";
import { answerQuestion } from "../../src/core/answer/index.ts";
import { presets } from "../../src/core/parameters.ts";
import { plainPolicy } from "../support/core/plain-policy.ts";
import { fixedEmbedder, QUESTION, rankedBank, recordOf } from "../support/core/world.ts";

const MODELS = ["a", "b", "c", "d", "e", "f", "g"];

/** Returns the median time of this many runs over real sockets when the server answers at once, in milliseconds. */
export async function runOverhead(runs: number): Promise<number> {
  const server = spawn(process.execPath, [path.join(import.meta.dirname, "slow-server.ts"), "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [url] = (await once(server.stdout, "data")) as [Buffer];
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) times.push(await oneRun(url.toString().trim(), run));
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity;
  } finally {
    server.kill();
  }
}

async function oneRun(baseUrl: string, seed: number): Promise<number> {
  const { signal } = new AbortController();
  const endpoint = { name: "bench", kind: "vllm", baseUrl, models: [...MODELS], concurrency: 32 } as const;
  const startedAt = performance.now();
  const { members } = await buildPool(
    { endpoints: [{ ...endpoint, models: [...MODELS] }], keyOf: () => Promise.resolve(null), bankModels: MODELS },
    signal,
  );
  const run = { runId: "bench", seed, question: QUESTION, parameters: presets.paper, policy: plainPolicy };
  const events = [];
  const means = {
    pool: members,
    bank: { load: () => Promise.resolve(rankedBank(MODELS)) },
    embedding: fixedEmbedder(),
    standIn: null,
    clock: () => performance.now(),
    wait: (milliseconds: number, until: AbortSignal) => setTimeout(milliseconds, undefined, { signal: until }),
    simulated: true,
  };
  for await (const event of answerQuestion(
    { ...run, system: "smcs", aggregator: "auto", codingAggregator: "auto" },
    means,
    signal,
  ))
    events.push(event);
  const milliseconds = performance.now() - startedAt;
  const { outcome, candidates, fallback } = recordOf(events);
  if (outcome !== "done" || fallback !== null || candidates.length !== presets.paper.aggregations)
    throw new Error(`Run ${seed} ended as ${outcome} with ${candidates.length} candidates.`);
  return milliseconds;
}
