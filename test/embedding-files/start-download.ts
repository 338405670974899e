import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import {
  type DownloadLimits,
  downloadLimits,
  downloadModel,
  type DownloadRequest,
  findModel,
  type Hub,
  type LocalModel,
} from "../../src/embedding/model-files/index.ts";
import { madeUpModel } from "../support/http/model-files.ts";
import { MODEL, modelHub } from "../support/http/model-hub.ts";

/** Short pauses; for whoever hangs, tests shorten the rest. */
const testLimits: DownloadLimits = { ...downloadLimits, pauseMs: 5, bytes: 5_000_000 };

/** A hub as a download reaches it. */
export function hubAt(url: string, limits: Partial<DownloadLimits> = {}): Hub {
  return { url, caFile: null, proxy: null, defaultProxy: null, limits: { ...testLimits, ...limits } };
}

/** Downloads the hub's model. */
export function download(hub: Hub, modelsFolder: string, changed: Partial<DownloadRequest> = {}): Promise<LocalModel> {
  return downloadModel({
    name: MODEL,
    modelsFolder,
    hub,
    check: () => Promise.resolve(),
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...changed,
  });
}

/** A folder for models that goes when the test is over. */
export async function modelsFolderFor(t: Pick<TestContext, "after">): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-models-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What downloads in progress, or their remains, are in a folder. */
export async function unfinishedIn(modelsFolder: string): Promise<string[]> {
  return (await readdir(modelsFolder).catch(() => [])).filter((name) => name.startsWith("."));
}

/** A hub with a model, and a folder where that is not yet. */
export async function withHub(t: Pick<TestContext, "after">, files = madeUpModel()) {
  const [hub, modelsFolder] = await Promise.all([modelHub(files), modelsFolderFor(t)]);
  t.after(() => hub.close());
  return { hub, modelsFolder, find: () => findModel({ name: MODEL, modelsFolder, ownFolder: null }) };
}
