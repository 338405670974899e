import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { scannedVectors } from "../../src/bank/scan/vector-memory.ts";
import { finishTuning, learnedFrom } from "../../src/bank/tuning/index.ts";
import type { Embedding } from "../../src/core/embedding.ts";
import { resolveParameters } from "../../src/core/parameters.ts";
import { packBank } from "../../src/core/packed-bank/index.ts";
import { type Selection, selectReferencers } from "../../src/core/selection/index.ts";
import { tunedSelection } from "../../src/core/tuned/index.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { type Figure, figure } from "./figure.ts";
import { interleaved, median } from "./interleaved.ts";
import { syntheticBank } from "./synthetic-bank.ts";

const SIZE = 10_000;
const DIMENSION = 384;
const MODELS = 50;
const ASKED = 16;
const ROUNDS = 201;
/** Milliseconds between two looks at the process's memory. */
const LOOK_MS = 50;

/**
 * Returns the figures of tuned selection with 10,000 questions and 50 models: learning in the worker, with what it takes
 * from the process that starts it, and one question beside RPS alone.
 */
export async function measureTuning(): Promise<Figure[]> {
  const synthetic = syntheticBank(SIZE, DIMENSION, MODELS, ASKED);
  const bank = packBank(synthetic.space, synthetic.entries, scannedVectors);
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bench-tuning-"));
  try {
    const workerFile = pathToFileURL(path.join(repositoryRoot, "dist", "tuner.mjs"));
    const source = await learnedFrom(folder, bank, { keeps: true, delayMs: 0, workerFile });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const before = process.memoryUsage().rss;
    let most = before;
    const looks = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), LOOK_MS);
    delay.enable();
    const start = performance.now();
    source(bank);
    await finishTuning();
    const milliseconds = performance.now() - start;
    delay.disable();
    clearInterval(looks);

    const pool = synthetic.models.map((name) => ({ name, price: null }));
    const parameters = resolveParameters("coding", {});
    const asked = (round: number) => ({ text: "?", embedding: synthetic.asked[round % ASKED] as Embedding });
    const byRps = (round: number): Selection => selectReferencers(asked(round), bank, pool, parameters);
    const tuned = (round: number): Selection => tunedSelection(byRps(round), asked(round), bank, source);
    if (tuned(0).learned?.isCurrent !== true) throw new Error("The bank was not learned.");
    const times = await interleaved(ROUNDS, { byRps, tuned });
    // The resolution of the monitor is part of what it reports.
    const late = (nanoseconds: number): number => nanoseconds / 1e6 - 1;
    return [
      figure("learning, 10,000 questions and 50 models", milliseconds / 1000, "s"),
      figure("memory of the process while learning", (most - before) / 2 ** 20, "MiB more"),
      figure("delay of the process while learning, p99", late(delay.percentile(99)), "ms", "<= 15"),
      figure("delay of the process while learning, longest", late(delay.max), "ms"),
      figure("a question by RPS", median(times.byRps), "ms"),
      figure("a question, tuned", median(times.tuned), "ms"),
      figure("a tuned question beyond RPS", median(times.tuned) - median(times.byRps), "ms", "<= 5"),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
