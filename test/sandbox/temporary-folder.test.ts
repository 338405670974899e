import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { createRunner } from "./running.ts";
import { noWall } from "../../src/sandbox/walls.ts";
import { builtFiles } from "./source-files.ts";

/** Time limit in milliseconds, longer than any step here takes even on a busy machine. */
const PATIENCE_MS = 60_000;

describe("the folder for temporary files", { skip: process.platform === "win32" }, () => {
  const ownFolder = async (t: TestContext): Promise<string> => {
    const folder = await mkdtemp(path.join(tmpdir(), "smcs-test-"));
    const { TMPDIR } = process.env;
    process.env["TMPDIR"] = folder;
    t.after(async () => {
      if (TMPDIR === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = TMPDIR;
      await rm(folder, { recursive: true });
    });
    return folder;
  };

  it("holds nothing of a sandbox that was closed while it started", async (t) => {
    const folder = await ownFolder(t);
    for (const language of ["python", "javascript"] as const) {
      const sandbox = createRunner({ files: builtFiles, spares: 0, wall: noWall });
      const run = sandbox.run({ language, program: "", timeLimitMs: PATIENCE_MS }, t.signal);
      const [outcome] = await Promise.allSettled([run, sandbox.close()]);
      assert.ok(outcome.status === "rejected" || outcome.value.status === "crashed");
    }
    assert.deepEqual(await readdir(folder), []);
  });

  it("holds nothing of a sandbox that works, so that one that is killed leaves nothing behind", async (t) => {
    const folder = await ownFolder(t);
    const sandbox = createRunner({ files: builtFiles, wall: noWall });
    t.after(() => sandbox.close());
    for (const language of ["python", "javascript"] as const) {
      assert.equal(
        (await sandbox.run({ language, program: "", timeLimitMs: PATIENCE_MS }, t.signal)).status,
        "finished",
      );
    }
    assert.deepEqual(await readdir(folder), []);
  });
});
