import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { scannedVectors } from "../../src/bank/scan/vector-memory.ts";
import { finishTuning, learnedFrom } from "../../src/bank/tuning/index.ts";
import { keptModel } from "../../src/bank/tuning/kept-model.ts";
import type { Embedding } from "../../src/core/embedding.ts";
import { resolveParameters } from "../../src/core/parameters.ts";
import { type BankEntry, packBank, type PackedBank } from "../../src/core/packed-bank/index.ts";
import { type Selection, selectReferencers } from "../../src/core/selection/index.ts";
import { tunedSelection, type TunedSource } from "../../src/core/tuned/index.ts";
import { repositoryRoot } from "../support/vscode/repository.ts";
import { type Figure, figure } from "./figure.ts";
import { interleaved, median } from "./interleaved.ts";
import { syntheticBank } from "./synthetic-bank.ts";

const SIZE = 10_000;
const DIMENSION = 384;
const MODELS = 50;
/** The last model of such a bank, which is new at first. */
const NEWEST = `model-${MODELS}`;
const ASKED = 16;
const ROUNDS = 201;
/** Milliseconds between two looks at the process's memory. */
const LOOK_MS = 50;

/**
 * Returns the figures of tuned selection with 10,000 questions and 50 models: learning in the worker, wholly and updated
 * by one question and one model, with what each takes from the process that starts it; the kept file; and one question
 * beside RPS alone.
 */
export async function measureTuning(): Promise<Figure[]> {
  const synthetic = syntheticBank(SIZE + 1, DIMENSION, MODELS + 1, ASKED);
  const packed = (entries: readonly BankEntry[]): PackedBank => packBank(synthetic.space, entries, scannedVectors);
  const withoutNewest = synthetic.entries.map(({ question, ...entry }) => {
    const { [NEWEST]: _, ...capability } = question.capability;
    return { ...entry, question: { ...question, capability } };
  });
  const [before, withQuestion, bank] = [withoutNewest.slice(0, SIZE), withoutNewest, synthetic.entries].map(packed) as [
    PackedBank,
    PackedBank,
    PackedBank,
  ];
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bench-tuning-"));
  try {
    const workerFile = pathToFileURL(path.join(repositoryRoot, "dist", "tuner.mjs"));
    const source = await learnedFrom(folder, before, { keeps: true, delayMs: 0, workerFile });
    const { rss } = process.memoryUsage();
    const learning = (name: string, from: PackedBank): Promise<Figure[]> => measureLearning(name, from, source, rss);
    const wholly = await learning("learning", before);
    const byQuestion = await learning("update by a question", withQuestion);
    const byModel = await learning("update by a model", bank);
    const [file = ""] = await readdir(path.join(folder, "tuned"));
    const kept = path.join(folder, "tuned", file);
    const start = performance.now();
    const model = (await keptModel(kept))?.model;
    const reading = performance.now() - start;
    if (model?.basis.whole.questions !== SIZE) throw new Error("The bank was not updated.");

    const pool = synthetic.models.map((name) => ({ name, price: null }));
    const parameters = resolveParameters("coding", {});
    const asked = (round: number) => ({ text: "?", embedding: synthetic.asked[round % ASKED] as Embedding });
    const byRps = (round: number): Selection => selectReferencers(asked(round), bank, pool, parameters);
    const tuned = (round: number): Selection => tunedSelection(byRps(round), asked(round), bank, source);
    if (tuned(0).learned?.isCurrent !== true) throw new Error("The bank was not learned.");
    const times = await interleaved(ROUNDS, { byRps, tuned });
    return [
      ...wholly,
      ...byQuestion,
      ...byModel,
      figure("the kept file", (await stat(kept)).size / 2 ** 20, "MiB"),
      figure("reading it", reading, "ms"),
      figure("a question by RPS", median(times.byRps), "ms"),
      figure("a question, tuned", median(times.tuned), "ms"),
      figure("a tuned question beyond RPS", median(times.tuned) - median(times.byRps), "ms", "<= 5"),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Learns a bank in the worker, and returns the figures of what this takes.
 *
 * @param before bytes that the process had when nothing was learned
 */
async function measureLearning(name: string, bank: PackedBank, source: TunedSource, before: number): Promise<Figure[]> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let most = before;
  const looks = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), LOOK_MS);
  delay.enable();
  const start = performance.now();
  source(bank);
  await finishTuning();
  const milliseconds = performance.now() - start;
  delay.disable();
  clearInterval(looks);
  // The resolution of the monitor is part of what it reports.
  const late = (nanoseconds: number): number => nanoseconds / 1e6 - 1;
  return [
    figure(`${name}, 10,000 questions and 50 models`, milliseconds / 1000, "s"),
    figure(`${name}: memory of the process`, (most - before) / 2 ** 20, "MiB more"),
    figure(`${name}: delay of the process, p99`, late(delay.percentile(99)), "ms", "<= 15"),
    figure(`${name}: delay of the process, longest`, late(delay.max), "ms"),
  ];
}
