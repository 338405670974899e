import assert from "node:assert/strict";
import { readdir, rmdir } from "node:fs/promises";
import path from "node:path";
import { it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { withBankLock } from "../../src/adapters/question-bank/bank-lock.ts";
import { changeBank, createBank, verifyBank } from "../../src/adapters/question-bank/store/bank-store.ts";
import { adding, openSample, sampleEntries, sampleEntry, SPACE, temporaryFolder } from "./sample-bank.ts";
import { startWorker } from "./start-worker.ts";

const skip = process.platform === "win32" && "Windows does not suspend processes by a signal";

it(
  "a writer that was suspended until another took its lock does not overwrite that one's work",
  { skip },
  async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(3) });
    const worker = startWorker([folder, "import", "x", "30000"]);
    t.after(() => worker.child.kill("SIGKILL"));
    await worker.ready;
    // Only who writes already has lost something; who was still taking the lock just takes it later.
    while (!(await isBuilding(folder))) await pause(1);
    worker.child.kill("SIGSTOP");
    await withBankLock(folder, () => Promise.resolve(), { stale: 2000 });
    await changeBank(folder, SPACE, [adding(sampleEntry("new"))]);
    worker.child.kill("SIGCONT");
    const { finished, acknowledged, complaints } = await worker.ended;
    assert.deepEqual([finished, acknowledged], [false, []]);
    assert.match(complaints, /BankError: .*(lock .* was lost|changed by another process)/);
    assert.deepEqual((await openSample(folder)).ids, ["q0", "q1", "q2", "new"]);
    assert.deepEqual(await verifyBank(folder), []);
  },
);

it("a lock that its timer finds gone is an error for its holder, and no rejection that nobody handles", async (t) => {
  const folder = await temporaryFolder(t);
  const unhandled = t.mock.fn();
  process.on("unhandledRejection", unhandled);
  t.after(() => process.off("unhandledRejection", unhandled));
  const work = withBankLock(
    folder,
    async (lock) => {
      await rmdir(path.join(folder, "write.lock"));
      await pause(1300);
      await lock.assertHeld();
    },
    { stale: 2000 },
  );
  await assert.rejects(work, { name: "BankError", message: /was lost/ });
  await pause(50);
  assert.equal(unhandled.mock.callCount(), 0);
});

/** Whether a writer has begun a new generation. */
async function isBuilding(folder: string): Promise<boolean> {
  const names = await readdir(path.join(folder, "generations"));
  return names.some((name) => name.startsWith(".building-"));
}
