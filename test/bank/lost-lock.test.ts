import assert from "node:assert/strict";
import { rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { it } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { withBankLock } from "../../src/bank/store/bank-lock.ts";
import { changeBank, createBank, verifyBank } from "../../src/bank/store/bank-store.ts";
import { until } from "../support/until.ts";
import { adding, openSample, sampleEntries, sampleEntry, SPACE, temporaryFolder } from "./sample-bank.ts";
import { startWorker } from "./start-worker.ts";

const skip = process.platform === "win32" && "Windows does not suspend processes by a signal";

it(
  "a writer that was suspended until another took its lock does not overwrite that one's work",
  { skip },
  async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(3) });
    const worker = startWorker(t, [folder, "hold", "x", "3"]);
    // The worker has begun to write, so that it has something to lose.
    await worker.prints("holding");
    worker.child.kill("SIGSTOP");
    await withBankLock(folder, () => Promise.resolve(), { stale: 2000 });
    await changeBank(folder, SPACE, [adding(sampleEntry("new"))]);
    await writeFile(path.join(folder, "go-on"), "");
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
      // Waits for the message of the lock's own timer. Before that, `assertHeld` itself finds that the lock is gone.
      await until("the timer finds it gone", async () => {
        const said = await lock.assertHeld().then(() => "", String);
        return !said.includes("(it was removed)");
      });
      await lock.assertHeld();
    },
    { stale: 2000 },
  );
  await assert.rejects(work, { name: "BankError", message: /was lost/ });
  // Node reports an unhandled rejection at the end of the turn.
  await nextTurn();
  assert.equal(unhandled.mock.callCount(), 0);
});
