import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { it } from "node:test";
import { temporaryFolder } from "./sample-bank.ts";

for (const size of [10_000, 100_000]) {
  it(`vectra opens what was written, with ${size} entries, and finds the same best match`, async (t) => {
    const script = path.join(import.meta.dirname, "vectra-opens.ts");
    const folder = await temporaryFolder(t);
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder, `${size}`], { encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
    t.diagnostic(stdout.trim());
  });
}
