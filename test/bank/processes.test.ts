import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { withBankLock } from "../../src/bank/store/bank-lock.ts";
import {
  bankEntries,
  changeBank,
  compactBank,
  createBank,
  readState,
  verifyBank,
} from "../../src/bank/store/bank-store.ts";
import { repetitions } from "../support/deep.ts";
import { adding, collect, openSample, sampleEntries, sampleEntry, SPACE, temporaryFolder } from "./sample-bank.ts";
import { killWorkerAt, runWorker } from "./start-worker.ts";

/** Number of insertions of each process. */
const EACH = repetitions(50, 500);

describe("several writers", () => {
  it(`insert ${EACH} each from two processes, and all are there`, async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: [] });
    const workers = await Promise.all(["a", "b"].map((name) => runWorker(t, [folder, "insert", name, `${EACH}`])));
    for (const { acknowledged, finished, complaints } of workers) {
      assert.deepEqual([acknowledged.length, finished, complaints], [EACH, true, ""]);
    }
    const { ids, losses } = await openSample(folder);
    assert.deepEqual(ids.toSorted(), workers.flatMap(({ acknowledged }) => acknowledged).toSorted());
    assert.deepEqual([losses, await verifyBank(folder)], [[], []]);
  });

  it("insert, import and compact from several processes at once, while others read", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(20) });
    const writing = new AbortController();
    const reading = (async () => {
      let reads = 0;
      for (; !writing.signal.aborted; reads++) {
        const { ids, losses } = await openSample(folder).catch((error: unknown) => {
          // Two rewrites during one read are possible, and the error says so.
          assert.match(String(error), /Read it again/);
          return { ids: ["q0"], losses: [] };
        });
        assert.deepEqual(losses, []);
        assert.ok(ids.includes("q0"));
        await pause(1);
      }
      return reads;
    })();
    const works = [
      ["insert", "a", "50"],
      ["compact", "b", "30"],
      ["import", "c", "2000"],
      ["insertTogether", "d", "60"],
    ];
    const workers = await Promise.all(works.map((work) => runWorker(t, [folder, ...work])));
    writing.abort();
    t.diagnostic(`${await reading} reads meanwhile`);
    assert.deepEqual(
      workers.map(({ complaints }) => complaints),
      ["", "", "", ""],
    );
    assert.equal((await openSample(folder)).ids.length, 20 + 50 + 30 + 2000 + 60);
    assert.deepEqual(await verifyBank(folder), []);
  });

  it("insert 20 at once from one process", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(3) });
    await Promise.all(Array.from({ length: 20 }, (_, i) => changeBank(folder, SPACE, [adding(sampleEntry(`n${i}`))])));
    assert.equal((await openSample(folder)).ids.length, 23);
    assert.deepEqual(await verifyBank(folder), []);
  });

  it("take over the lock of one that was killed while it held it", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(3) });
    await killWorkerAt(t, "holding", [folder, "hold", "x", "1"]);
    assert.ok((await stat(path.join(folder, "write.lock"))).isDirectory());
    await withBankLock(folder, () => Promise.resolve(), { stale: 2000 });
    await changeBank(folder, SPACE, [adding(sampleEntry("new"))]);
    assert.deepEqual((await openSample(folder)).ids.at(-1), "new");
  });

  it("fold a long journal in by themselves", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(3, 1000) });
    const entries = [...sampleEntries(300, 1000, "n")];
    for (const entry of entries) await changeBank(folder, SPACE, [adding(entry)]);
    // Once more, because compacting may still be running.
    await compactBank(folder);
    const state = await readState(folder);
    assert.ok(state.manifest.generation > 2, `generation ${state.manifest.generation}`);
    assert.equal((await collect(bankEntries(state))).length, 303);
  });
});
