import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** What a process works on: `worker.ts` changes a bank, `moving-worker.ts` moves it. */
export type Script = "worker.ts" | "moving-worker.ts";

/** How a worker's process ended. */
export interface Ended {
  /** What it has printed, in lines: ids of the questions that it was told are stored, for one. */
  readonly acknowledged: readonly string[];
  /** Whether it came to its end, and was not killed before. */
  readonly finished: boolean;
  readonly complaints: string;
}

/** A worker's process. */
export interface Worker {
  readonly child: ChildProcess;
  /** Resolves when it has begun its work, or ended. */
  readonly ready: Promise<unknown>;
  readonly ended: Promise<Ended>;
}

/** Starts a worker. @param args of the script: folder, work, prefix, count for `worker.ts` */
export function startWorker(args: readonly string[], script: Script = "worker.ts"): Worker {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const begun = new Promise<void>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.startsWith("ready\n")) resolve();
    });
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => {
      const lines = output.split("\n").slice(0, -1);
      const acknowledged = lines.filter((line) => line !== "ready" && line !== "done");
      resolve({ acknowledged, finished: lines.includes("done"), complaints });
    });
  });
  return { child, ready: Promise.race([begun, ended]), ended };
}

/** Runs a worker, and kills it (SIGKILL) so many milliseconds after it has begun its work; null lets it finish. */
export async function runWorker(
  args: readonly string[],
  killAfter: number | null = null,
  script: Script = "worker.ts",
): Promise<Ended> {
  const { child, ready, ended } = startWorker(args, script);
  if (killAfter !== null) {
    await ready;
    await pause(killAfter);
    child.kill("SIGKILL");
  }
  return ended;
}
