import assert from "node:assert/strict";
import { mkdir, readdir, rm, rmdir, symlink, utimes } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { openSample, sampleEntries, SPACE, temporaryFolder } from "../../../test/bank/sample-bank.ts";
import { withBankLock } from "./bank-lock.ts";
import { bankVersion, changeBank, createBank, rewriteBank } from "./bank-store.ts";

const lockOf = (folder: string): string => path.join(folder, "write.lock");
const longAgo = new Date(Date.now() - 60_000);

const [once, never] = [() => 1, () => 0];

describe("the bank's lock", () => {
  it("lets one after the other work, in order, and goes away", async (t) => {
    const folder = await temporaryFolder(t);
    const order: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      order.push(`${name} in`);
      await pause(1);
      order.push(`${name} out`);
    };
    await Promise.all(["a", "b", "c"].map((name) => withBankLock(folder, work(name))));
    assert.deepEqual(order, ["a in", "a out", "b in", "b out", "c in", "c out"]);
    assert.deepEqual(await readdir(folder), []);
  });

  it("hands on a failure, and the next can work", async (t) => {
    const folder = await temporaryFolder(t);
    const failure = new Error("mine");
    await assert.rejects(
      withBankLock(folder, () => Promise.reject(failure)),
      (error) => error === failure,
    );
    assert.equal(await withBankLock(folder, () => Promise.resolve(7)), 7);
  });

  it("is taken over from a process that was killed", async (t) => {
    const folder = await temporaryFolder(t);
    await mkdir(lockOf(folder));
    await utimes(lockOf(folder), longAgo, longAgo);
    assert.equal(await withBankLock(folder, () => Promise.resolve(7)), 7);
  });

  it("is not taken from one that lives, and says so when patience ends", async (t) => {
    const folder = await temporaryFolder(t);
    await mkdir(lockOf(folder));
    await assert.rejects(
      withBankLock(folder, () => assert.fail("it got in"), { patience: 30 }),
      {
        name: "BankError",
        message: /written elsewhere/,
      },
    );
  });

  it("is tried for again where another takes it for abandoned while it is being taken", async (t) => {
    const folder = await temporaryFolder(t);
    const work = { done: false };
    const removing = (async () => {
      for (let left = 5; left > 0 && !work.done; left -= await rmdir(lockOf(folder)).then(once, never));
    })();
    try {
      let rounds = 0;
      for (let round = 0; round < 5; round++) {
        await withBankLock(folder, async () => {
          rounds += 1;
          await pause(1);
        });
      }
      assert.equal(rounds, 5);
    } finally {
      work.done = true;
      await removing;
    }
  });

  it("stops a rewrite that lost it, before the bank is touched", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(2) });
    const before = await bankVersion(folder);
    const lose = [() => rmdir(lockOf(folder)), () => utimes(lockOf(folder), longAgo, longAgo)];
    for (const loseLock of lose) {
      const rewrite = rewriteBank(folder, async () => {
        await loseLock();
        return { space: SPACE, entries: [] };
      });
      await assert.rejects(rewrite, { name: "BankError", message: /lock .* was lost/ });
      assert.deepEqual(await bankVersion(folder), before);
      assert.deepEqual(await readdir(path.join(folder, "generations")), ["1"]);
    }
  });

  it("that another process took meanwhile keeps that one's change", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(2) });
    // The other process sees the same folder under another name, so that it does not queue behind this one.
    const link = `${folder}-link`;
    await symlink(folder, link);
    t.after(() => rm(link));
    const rewrite = rewriteBank(folder, async () => {
      await rmdir(lockOf(folder));
      await changeBank(link, SPACE, [{ kind: "remove", id: "q0" }]);
      // It gets its answer before it releases the lock.
      await withBankLock(link, () => Promise.resolve());
      await mkdir(lockOf(folder));
      return { space: SPACE, entries: [] };
    });
    await assert.rejects(rewrite, { name: "BankError", message: /changed by another process/ });
    assert.deepEqual((await openSample(folder)).ids, ["q1"]);
  });
});
