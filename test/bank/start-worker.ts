import type { ChildProcess } from "node:child_process";
import path from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startNode } from "../support/processes/start-process.ts";

/** The script of a process: `worker.ts` changes a bank, `moving-worker.ts` moves it. */
export type Script = "worker.ts" | "moving-worker.ts";

/** The end of a worker's process. */
export interface Ended {
  /** The printed lines, for example ids of the questions that were acknowledged as stored. */
  readonly acknowledged: readonly string[];
  /** Whether the process came to its end without being killed. */
  readonly finished: boolean;
  readonly complaints: string;
}

/** A worker's process. */
export interface Worker {
  readonly child: ChildProcess;
  /** Resolves when the process has printed the line; rejects when it ends without it. */
  readonly prints: (line: string) => Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Lines that do not acknowledge a question. */
const OWN_WORDS: ReadonlySet<string> = new Set(["ready", "holding", "done"]);

/** Starts a worker. @param args the script's arguments: folder, work, prefix, count for `worker.ts` */
export function startWorker(t: TestContext, args: readonly string[], script: Script = "worker.ts"): Worker {
  const { child, prints, ended } = startNode(t, [path.join(import.meta.dirname, script), ...args]);
  const told = ended.then(({ stdout, stderr }) => {
    const lines = stdout.split("\n").slice(0, -1);
    const acknowledged = lines.filter((line) => !OWN_WORDS.has(line));
    return { acknowledged, finished: lines.includes("done"), complaints: stderr };
  });
  told.catch(() => undefined);
  return { child, prints: (line) => prints(`${line}\n`), ended: told };
}

/**
 * Runs a worker, and kills it (SIGKILL) this many milliseconds after the beginning of its work; null lets it finish.
 */
export async function runWorker(
  t: TestContext,
  args: readonly string[],
  killAfter: number | null = null,
  script: Script = "worker.ts",
): Promise<Ended> {
  const { child, prints, ended } = startWorker(t, args, script);
  if (killAfter !== null) {
    await prints("ready");
    await pause(killAfter);
    child.kill("SIGKILL");
  }
  return ended;
}

/** Runs a worker, and kills it when it has printed a line. */
export async function killWorkerAt(
  t: TestContext,
  line: string,
  args: readonly string[],
  script: Script = "worker.ts",
): Promise<Ended> {
  const { child, prints, ended } = startWorker(t, args, script);
  await prints(line);
  child.kill("SIGKILL");
  return ended;
}
