import assert from "node:assert/strict";
import path from "node:path";
import { it } from "node:test";
import { createBank } from "../../src/bank/store/bank-store.ts";
import { startNode } from "../support/processes/start-process.ts";
import { sampleEntries, SPACE, temporaryFolder } from "./sample-bank.ts";

it("loads vectra where a bank has no cache yet, and never to open it from its cache", async (t) => {
  const folder = await temporaryFolder(t);
  await createBank(folder, { space: SPACE, entries: sampleEntries(20) });
  for (const hasVectra of [true, false]) {
    const script = path.join(import.meta.dirname, "opening-worker.ts");
    const { stdout, stderr } = await startNode(t, [script, folder]).ended;
    assert.deepEqual([JSON.parse(stdout), stderr], [{ questions: 20, hasVectra }, ""]);
  }
});
