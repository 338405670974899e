import assert from "node:assert/strict";
import path from "node:path";
import { it, type TestContext } from "node:test";
import { startProcess } from "../support/processes/start-process.ts";
import { temporaryFolder } from "./sample-bank.ts";

/** Runs a script in mounts of its own, which no other process sees; skips the test if mounting is not allowed. */
async function inOwnMounts(t: TestContext, script: string): Promise<void> {
  const unshare = (...command: string[]) => startProcess(t, "unshare", ["-Urm", ...command]).ended;
  const folder = await temporaryFolder(t);
  const probe = await unshare("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder).catch((error: unknown) => ({
    status: null,
    stderr: String(error),
  }));
  if (probe.status !== 0) {
    t.skip(`needs unshare and mounts of its own, which are not to be had here: ${probe.stderr}`);
    return;
  }
  const { status, stdout, stderr } = await unshare(process.execPath, path.join(import.meta.dirname, script), folder);
  assert.equal(status, 0, stdout + stderr);
  t.diagnostic(stdout.trim());
}

it("a full disk leaves the bank as it was, and usable once there is room", (t) => inOwnMounts(t, "on-full-disk.ts"));

it("a bank that must not be written can be read, and says so to who would write", (t) =>
  inOwnMounts(t, "on-read-only-disk.ts"));
