import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { nameOfRun, runFiles, tidyRuns } from "./runs-folder.ts";

const HOUR = 60 * 60 * 1000;
const now = new Date("2026-07-31T12:00:00Z");
const limits = { files: 3, bytes: 100, keptMs: 24 * HOUR };
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * HOUR);

/** Creates a folder with a run's file of each age in hours, all of one size. */
async function folderOf(t: TestContext, ages: readonly number[], bytes = 1) {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-tidy-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const age of ages) {
    const file = path.join(folder, nameOfRun(hoursAgo(age), `run-${age}`));
    await writeFile(file, "x".repeat(bytes));
    await utimes(file, hoursAgo(age), hoursAgo(age));
  }
  const ids = async () => (await readdir(folder)).sort().map((name) => /run-\d+/.exec(name)?.[0] ?? name);
  return { folder, ids };
}

describe("a folder of runs", () => {
  it("loses its oldest files when there are too many", async (t) => {
    const { folder, ids } = await folderOf(t, [30, 40, 50, 60, 70]);
    await tidyRuns(folder, now, limits);
    assert.deepEqual(await ids(), ["run-50", "run-40", "run-30"]);
  });

  it("loses its oldest files when they take too much room", async (t) => {
    const { folder, ids } = await folderOf(t, [30, 40, 50], 45);
    await tidyRuns(folder, now, limits);
    assert.deepEqual(await ids(), ["run-40", "run-30"]);
  });

  it("never loses one of the last day", async (t) => {
    const { folder, ids } = await folderOf(t, [1, 2, 3, 23, 25], 90);
    await tidyRuns(folder, now, limits);
    assert.deepEqual(await ids(), ["run-23", "run-3", "run-2", "run-1"]);
  });

  it("loses nothing that is no run's file, and may be absent", async (t) => {
    const { folder, ids } = await folderOf(t, [30, 40, 50, 60]);
    await writeFile(path.join(folder, "notes.txt"), "mine");
    await tidyRuns(folder, now, limits);
    assert.deepEqual(await ids(), ["run-50", "run-40", "run-30", "notes.txt"]);
    await tidyRuns(path.join(folder, "absent"), now, limits);
  });

  it("lists its files, newest first", async (t) => {
    const { folder } = await folderOf(t, [5, 1, 30]);
    const names = (await runFiles(folder)).map((file) => path.basename(file));
    assert.deepEqual(
      names,
      [1, 5, 30].map((age) => nameOfRun(hoursAgo(age), `run-${age}`)),
    );
  });
});
