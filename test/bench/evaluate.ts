import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { EvaluationMeasure } from "./evaluate-worker.ts";
import { measureDemoEvaluation } from "./demo-evaluation.ts";
import { type Figure, figure } from "./figure.ts";
import { measureSandbox } from "./sandbox-checks.ts";

const LATENCY_MS = 200;
const CONCURRENCY = 32;
const REQUESTS = 2000;
const MANY = 20_000;
/** Short, so that many requests take no longer than necessary. */
const SHORT_LATENCY_MS = 5;

/** Returns all figures of an evaluation. */
export async function measureEvaluation(): Promise<Figure[]> {
  return [...(await measureRequests()), ...(await measureSandbox()), ...(await measureDemoEvaluation())];
}

/** Returns how close a run comes to the endpoint's capacity, and the memory that its length costs. */
export async function measureRequests(): Promise<Figure[]> {
  const ideal = (REQUESTS / CONCURRENCY) * (LATENCY_MS / 1000);
  const paced = await run(REQUESTS, LATENCY_MS);
  const few = await run(REQUESTS, SHORT_LATENCY_MS, ["--expose-gc"]);
  const many = await run(MANY, SHORT_LATENCY_MS, ["--expose-gc"]);
  const [fewText, manyText] = [REQUESTS, MANY].map((count) => `${count.toLocaleString("en")} requests`);
  const of = `${REQUESTS.toLocaleString("en")} requests, L = ${LATENCY_MS} ms, c = ${CONCURRENCY}`;
  return [
    figure(`time of ${of}`, paced.seconds, "s"),
    figure(`time against N / c x L, ${of}`, paced.seconds / ideal, "times", "<= 1.05"),
    figure(`requests a second, L = ${SHORT_LATENCY_MS} ms`, MANY / many.seconds, "1/s"),
    figure(`memory in use, ${fewText}`, few.usedMegabytes, "MB"),
    figure(`memory in use, ${manyText}`, many.usedMegabytes, "MB"),
    figure("memory in use that ten times the requests add", many.usedMegabytes - few.usedMegabytes, "MB", "<= 50"),
    // These include uncollected garbage: the engine takes as much as the machine has.
    figure(`memory of the process, ${fewText}`, few.peakMegabytes, "MB"),
    figure(`memory of the process, ${manyText}`, many.peakMegabytes, "MB"),
  ];
}

async function run(requests: number, latencyMs: number, flags: readonly string[] = []): Promise<EvaluationMeasure> {
  const server = spawn(process.execPath, [script("slow-server.ts"), `${latencyMs}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-bench-evaluate-"));
  try {
    const [url] = (await once(server.stdout, "data")) as [Buffer];
    const args = [folder, url.toString().trim(), `${requests}`, `${CONCURRENCY}`];
    const { stdout } = await promisify(execFile)(process.execPath, [...flags, script("evaluate-worker.ts"), ...args]);
    const measure = JSON.parse(stdout) as EvaluationMeasure;
    if (measure.right !== requests) throw new Error(`${measure.right} of ${requests} replies were judged right.`);
    return measure;
  } finally {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

function script(name: string): string {
  return path.join(import.meta.dirname, name);
}
