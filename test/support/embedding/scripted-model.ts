import { channel } from "node:diagnostics_channel";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import type { LocalModel } from "../../../src/embedding/model-files/local-model.ts";

/** What a worker does instead of answering with a window's vector; `dawdle` answers late. */
export type Deed =
  | "exit"
  | "throw"
  | "fail"
  | "hang"
  | "dawdle"
  | "nonsense"
  | "wrong answer"
  | "not a number"
  | "wrong length";

/** The behaviour of a worker after one start. */
export interface WorkerScript {
  /** Absent for a model that loads. */
  readonly loading?: "fail" | "hang";
  /** Deeds by the text of the window. */
  readonly deeds?: Readonly<Record<string, Deed>>;
}

export const scriptedWorker = new URL("./scripted-worker.ts", import.meta.url);

/** A model in a folder that is removed afterwards, and the deeds of its workers so far. */
export interface ScriptedModel {
  readonly model: LocalModel;
  /** Returns how often a worker was started. */
  readonly starts: () => number;
  /** Returns the windows that were begun, in order. */
  readonly windows: () => string[];
  /** Resolves when a worker hangs or dawdles. */
  readonly hanging: () => Promise<void>;
}

export async function scriptedModel(t: TestContext, ...scripts: readonly WorkerScript[]): Promise<ScriptedModel> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-scripted-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, "scripts.json"), JSON.stringify(scripts));
  const written = (name: string): string => {
    const file = path.join(folder, name);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  return {
    model: { name: "scripted/model", folder, dtype: "q8", fingerprint: "0123456789ab" },
    starts: () => written("starts.txt").length,
    windows: () => written("texts.txt").split("\n").slice(0, -1),
    hanging: () => until(() => existsSync(path.join(folder, "hanging.txt"))),
  };
}

/** Returns the number of worker threads that this process starts from now on, and whether all of them have ended. */
export function watchWorkers(t: TestContext): { readonly started: () => number; readonly allEnded: () => boolean } {
  const workers: Worker[] = [];
  const note = (message: unknown): void => {
    workers.push((message as { worker: Worker }).worker);
  };
  const starts = channel("worker_threads");
  starts.subscribe(note);
  t.after(() => {
    starts.unsubscribe(note);
  });
  return { started: () => workers.length, allEnded: () => workers.every(({ threadId }) => threadId === -1) };
}

/** Waits for a condition of which this process is not notified. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(2);
}
