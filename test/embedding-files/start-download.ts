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

/** Limits with short pauses; tests of hanging servers shorten the timeouts. */
const testLimits: DownloadLimits = { ...downloadLimits, pauseMs: 5, bytes: 5_000_000 };

/** Returns a hub with the connection settings of a download. */
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

/** Creates a folder for models that is removed after the test. */
export async function modelsFolderFor(t: Pick<TestContext, "after">): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-models-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Returns the unfinished downloads in a folder. */
export async function unfinishedIn(modelsFolder: string): Promise<string[]> {
  return (await readdir(modelsFolder).catch(() => [])).filter((name) => name.startsWith("."));
}

/** Starts a hub with a model, and creates a folder without that model. */
export async function withHub(t: Pick<TestContext, "after">, files = madeUpModel()) {
  const [hub, modelsFolder] = await Promise.all([modelHub(files), modelsFolderFor(t)]);
  t.after(() => hub.close());
  return { hub, modelsFolder, find: () => findModel({ name: MODEL, modelsFolder, ownFolder: null }) };
}
