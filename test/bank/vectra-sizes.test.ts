import assert from "node:assert/strict";
import path from "node:path";
import { it } from "node:test";
import { deep } from "../support/deep.ts";
import { startNode } from "../support/processes/start-process.ts";
import { temporaryFolder } from "./sample-bank.ts";

for (const size of deep ? [10_000, 100_000] : [2000]) {
  it(`vectra opens what was written, with ${size} entries, and finds the same best match`, async (t) => {
    const script = path.join(import.meta.dirname, "vectra-opens.ts");
    const folder = await temporaryFolder(t);
    const { status, stdout, stderr } = await startNode(t, [script, folder, `${size}`], { limit: 300_000 }).ended;
    assert.equal(status, 0, stdout + stderr);
    t.diagnostic(stdout.trim());
  });
}
