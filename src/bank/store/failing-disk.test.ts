import assert from "node:assert/strict";
import { type FileHandle, open, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import {
  adding,
  openSample,
  sampleEntries,
  sampleEntry,
  SPACE,
  temporaryFolder,
} from "../../../test/bank/sample-bank.ts";
import { fillDisk } from "../../../test/support/disk/fill-disk.ts";
import { bankVersion, changeBank, compactBank, createBank, verifyBank } from "./bank-store.ts";

/** Makes a file handle's synchronisation to disk fail. */
async function breakSync(t: TestContext, folder: string, method: "sync" | "datasync"): Promise<() => void> {
  const handle = await open(folder, "r");
  const handles = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const broken = t.mock.method(handles, method, () =>
    Promise.reject(Object.assign(new Error("EIO: i/o error, fsync"), { code: "EIO", syscall: "fsync" })),
  );
  return () => {
    broken.mock.restore();
  };
}

describe("a disk that does not keep what it is given", () => {
  it("gets no change acknowledged", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(3) });
    const mend = await breakSync(t, folder, "datasync");
    await assert.rejects(changeBank(folder, SPACE, [adding(sampleEntry("a"))]), { name: "BankError", message: /EIO/ });
    mend();
    assert.deepEqual((await openSample(folder)).ids, ["q0", "q1", "q2"]);
    await changeBank(folder, SPACE, [adding(sampleEntry("a"))]);
    assert.deepEqual(await verifyBank(folder), []);
  });

  it("gets no generation", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(3) });
    const before = await bankVersion(folder);
    const mend = await breakSync(t, folder, "sync");
    await assert.rejects(compactBank(folder), { name: "BankError", message: /not changed.*EIO/ });
    mend();
    assert.deepEqual(await bankVersion(folder), before);
  });
});

describe("a full disk", () => {
  for (const room of [0, 1, 50, 400]) {
    it(`refuses a change and leaves the journal as it was, with room for ${room} bytes`, async (t) => {
      const folder = await temporaryFolder(t);
      await createBank(folder, { space: SPACE, entries: sampleEntries(3) });
      await changeBank(folder, SPACE, [adding(sampleEntry("a"))]);
      const journal = path.join(folder, "generations", "1", "journal.log");
      const before = await readFile(journal);
      const empty = await fillDisk(t, folder, room);
      const changes = [adding(sampleEntry("b")), adding(sampleEntry("c"))];
      await assert.rejects(changeBank(folder, SPACE, changes), {
        name: "BankError",
        message: /disk .* is full.*Make room/,
      });
      assert.deepEqual(await readFile(journal), before);
      empty();
      await changeBank(folder, SPACE, changes);
      assert.deepEqual((await openSample(folder)).ids, ["q0", "q1", "q2", "a", "b", "c"]);
      assert.deepEqual(await verifyBank(folder), []);
    });
  }

  it("refuses a rewrite and leaves the bank as it was, wherever the room ends", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(folder, { space: SPACE, entries: sampleEntries(30) });
    const before = await bankVersion(folder);
    for (const room of [0, 100, 5000]) {
      const empty = await fillDisk(t, folder, room);
      await assert.rejects(compactBank(folder), { name: "BankError", message: /disk .* is full/ });
      empty();
      assert.deepEqual(await readdir(path.join(folder, "generations")), ["1"]);
      assert.deepEqual(await bankVersion(folder), before);
    }
    await compactBank(folder);
    assert.deepEqual(await verifyBank(folder), []);
  });
});
