import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { findModel } from "../../src/embedding/model-files/index.ts";
import { madeUpModel } from "../support/http/model-files.ts";
import { MODEL, modelHub, sendFromStorage } from "../support/http/model-hub.ts";
import { startNode } from "../support/processes/start-process.ts";
import { download, hubAt, modelsFolderFor, unfinishedIn } from "./start-download.ts";

const BYTES = 2_000_000;

interface Window {
  readonly child: ChildProcess;
  /** Resolves when the process shows the progress of the download. */
  readonly shows: () => Promise<void>;
  /** Resolves with the whole output when the process has ended. */
  readonly ended: Promise<string>;
}

/** Starts the process of another window. */
function startWindow(t: TestContext, hub: string, modelsFolder: string): Window {
  const worker = path.join(import.meta.dirname, "worker.ts");
  const { child, prints, ended } = startNode(t, [worker, hub, modelsFolder]);
  return { child, shows: () => prints("progress"), ended: ended.then(({ stdout, stderr }) => stdout + stderr) };
}

/** Starts a hub whose weights stop after half of them until released. */
async function slowHub(t: TestContext) {
  const [hub, modelsFolder] = await Promise.all([modelHub(madeUpModel(BYTES)), modelsFolderFor(t)]);
  t.after(() => hub.close());
  let letGo: () => void = () => undefined;
  let reached: () => void = () => undefined;
  const free = new Promise<void>((resolve) => (letGo = resolve));
  const halfWay = new Promise<void>((resolve) => (reached = resolve));
  hub.meddle((asked) => {
    const { at, content, response, nth } = asked;
    if (at !== "storage" || nth > 1) return false;
    const half = content.subarray(0, BYTES / 2);
    response.writeHead(200, { "content-length": content.length }).write(half, () => {
      reached();
    });
    void free.then(() => response.end(content.subarray(half.length)));
    return true;
  });
  const find = () => findModel({ name: MODEL, modelsFolder, ownFolder: null });
  return {
    hub,
    modelsFolder,
    halfWay,
    letGo,
    find,
    weightsSent: () => hub.asked.filter((one) => one.startsWith("storage")).length,
  };
}

describe("two windows that want the same model", { concurrency: true }, () => {
  it("download it once; the second shows the first one's progress and uses its model", async (t) => {
    const { hub, modelsFolder, halfWay, letGo, find, weightsSent } = await slowHub(t);
    const first = startWindow(t, hub.url, modelsFolder);
    await halfWay;
    const second = startWindow(t, hub.url, modelsFolder);
    await second.shows();
    letGo();
    const said = await Promise.all([first.ended, second.ended]);
    const model = await find();
    for (const text of said) assert.ok(text.endsWith(`\nmodel ${model?.fingerprint}\n`), text);
    assert.deepEqual([weightsSent(), await readdir(modelsFolder)], [1, ["made-up"]]);
  });

  it("that start in the same moment both end with it", async (t) => {
    const [hub, modelsFolder] = await Promise.all([modelHub(madeUpModel(BYTES)), modelsFolderFor(t)]);
    t.after(() => hub.close());
    const windows = Array.from({ length: 3 }, () => startWindow(t, hub.url, modelsFolder));
    const said = await Promise.all(windows.map(({ ended }) => ended));
    const models = said.map((text) => /model ([0-9a-f]{12})\n$/.exec(text)?.[1]);
    assert.equal(models[0]?.length, 12, said[0]);
    assert.equal(new Set(models).size, 1, said.join("\n"));
    assert.deepEqual(await readdir(modelsFolder), ["made-up"]);
  });

  it("do not wait for one that was killed, and clear away what it left", async (t) => {
    const { hub, modelsFolder, halfWay, find } = await slowHub(t);
    const { child, ended } = startWindow(t, hub.url, modelsFolder);
    await halfWay;
    child.kill("SIGKILL");
    await ended;
    assert.equal((await unfinishedIn(modelsFolder)).length, 1);
    assert.equal(await find(), null);
    await download(hubAt(hub.url, { otherIdleMs: 600_000 }), modelsFolder);
    assert.notEqual(await find(), null);
    assert.deepEqual(await readdir(modelsFolder), ["made-up"]);
  });

  it("go ahead without one that stands still, and leave it alone", async (t) => {
    const { hub, modelsFolder, halfWay, letGo, find } = await slowHub(t);
    const first = startWindow(t, hub.url, modelsFolder);
    await halfWay;
    first.child.kill("SIGSTOP");
    const model = await download(hubAt(hub.url, { otherIdleMs: 300 }), modelsFolder);
    assert.equal((await unfinishedIn(modelsFolder)).length, 1);
    first.child.kill("SIGCONT");
    letGo();
    assert.match(await first.ended, new RegExp(`model ${model.fingerprint}\n$`));
    assert.deepEqual([await find(), await readdir(modelsFolder)], [model, ["made-up"]]);
  });
});

it("what another machine left in a shared folder is cleared away after a day, not before", async (t) => {
  const [hub, modelsFolder] = await Promise.all([modelHub(), modelsFolderFor(t)]);
  t.after(() => hub.close());
  hub.meddle((asked) => {
    if (asked.at === "storage") sendFromStorage(asked);
    return asked.at === "storage";
  });
  const since = (hours: number): string => (Date.now() - hours * 3_600_000).toString(36);
  const place = (hours: number): string => `.download-0123abcd-${since(hours)}-ffffffff-1-00000000`;
  const [old, recent] = [place(25), place(23)];
  for (const name of [old, recent, ".removing-00", "mine"]) await mkdir(path.join(modelsFolder, name));
  await download(hubAt(hub.url), modelsFolder);
  assert.deepEqual((await readdir(modelsFolder)).sort(), [recent, "made-up", "mine"]);
});
