import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { noInstructions } from "../../src/embedding/instructions.ts";
import { loadSentenceModel } from "../../src/embedding/local/sentence-model.ts";
import { transformersEmbedder } from "../../src/embedding/local/transformers-embedder.ts";
import { textOfTokens } from "../support/embedding/vocabulary.ts";
import { type Figure, figure } from "./figure.ts";
import { median } from "./interleaved.ts";

const ROUNDS = 15;
const BATCH = 32;
const BATCH_TOKENS = 128;
const MEGABYTE = 1e6;
/** Nanoseconds in a millisecond. */
const NANOSECONDS = 1e6;
/** Milliseconds in which the event loop turns several times. */
const SETTLING = 10;

const builtWorker = new URL("../../dist/embedder.mjs", import.meta.url);

/** Returns the figures of the model's worker: its time, and the delays of the main thread. */
export async function measureEmbedding(): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bench-embed-"));
  try {
    // In a separate process, so that its memory is not part of the figures.
    await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, "embed-model.ts"), folder]);
    return await measureModel(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureModel(folder: string): Promise<Figure[]> {
  const model = { name: "generated/minilm", folder, dtype: "q8", fingerprint: "000000000000" } as const;
  const embedder = transformersEmbedder(model, { instructions: noInstructions, workerFile: builtWorker });
  const embed = (...texts: readonly string[]) => embedder.embed(texts, "document");
  const before = process.memoryUsage().rss;
  const first = await milliseconds(() => embed(""));
  const latencies: Figure[] = [];
  for (const tokens of [20, 128, 512]) {
    const text = textOf(tokens);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await milliseconds(() => embed(text)));
    latencies.push(figure(`one text of ${tokens} tokens, median`, median(times), "ms"));
  }
  const inWorker = await withDelays(() => embed(...batch));
  const memory = (process.memoryUsage().rss - before) / MEGABYTE;
  await embedder.close();
  const inMainThread = await mainThreadDelays(folder);
  const what = `${BATCH} texts of ${BATCH_TOKENS} tokens`;
  return [
    figure("worker started, model loaded and an empty text embedded", first, "ms"),
    ...latencies,
    figure(what, inWorker.took, "ms"),
    figure(`event-loop delay of the main thread meanwhile, p99, ${what}`, inWorker.p99, "ms", "<= 15"),
    figure(`longest event-loop delay meanwhile, ${what}`, inWorker.longest, "ms"),
    figure(`longest event-loop delay without a worker, ${what}`, inMainThread.longest, "ms"),
    figure(
      "longest event-loop delay without a worker against with one",
      inMainThread.longest / inWorker.longest,
      "times",
    ),
    figure("memory that the model and all of these texts add", memory, "MB"),
  ];
}

/** Returns a text of this many tokens, including the model's own two. */
function textOf(tokens: number): string {
  return textOfTokens(tokens - 2);
}

const batch = Array.from({ length: BATCH }, () => textOf(BATCH_TOKENS));

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

interface Delays {
  readonly took: number;
  readonly p99: number;
  readonly longest: number;
}

/** Returns the event loop's delays during the work, as measured by a timer of one millisecond, in ms. */
async function withDelays(work: () => Promise<unknown>): Promise<Delays> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  // A delay is measured between two turns of the loop: one before the work and one after it.
  await setTimeout(SETTLING);
  const took = await milliseconds(work);
  await setTimeout(SETTLING);
  delays.disable();
  return { took, p99: delays.percentile(99) / NANOSECONDS, longest: delays.max / NANOSECONDS };
}

/** Returns the delays when the same batch is embedded in this thread. */
async function mainThreadDelays(folder: string): Promise<Delays> {
  const model = await loadSentenceModel({ folder, dtype: "q8" });
  return withDelays(async () => {
    for (const text of batch) for (const window of model.windows(text)) await model.embed(window);
  });
}
