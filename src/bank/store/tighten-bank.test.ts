import assert from "node:assert/strict";
import { chmod, mkdir, readdir, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { sampleEntries, SPACE, temporaryFolder } from "../../../test/bank/sample-bank.ts";
import { changeBank, createBank, readState } from "./bank-store.ts";

/** Returns the modes of a folder and of everything in it. */
async function modesIn(folder: string): Promise<Set<string>> {
  // The lock is removed a moment after the change is reported.
  const names = (await readdir(folder, { recursive: true })).filter((name) => !name.startsWith("write.lock"));
  const found = await Promise.all([folder, ...names.map((name) => path.join(folder, name))].map((file) => stat(file)));
  return new Set(found.map((one) => `${one.isDirectory() ? "folder" : "file"} ${(one.mode & 0o777).toString(8)}`));
}

/** Makes everything readable for all users, as earlier versions did. */
async function loosen(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    const file = path.join(folder, name);
    await chmod(file, (await stat(file)).isDirectory() ? 0o755 : 0o644);
  }
  await chmod(folder, 0o755);
}

const PRIVATE = new Set(["folder 700", "file 600"]);

describe("the files of a bank", { skip: process.platform === "win32" }, () => {
  it("are for their owner alone from the start", async (t) => {
    const folder = path.join(await temporaryFolder(t), "bank");
    await createBank(folder, { space: SPACE, entries: sampleEntries(3) });
    await changeBank(folder, SPACE, [{ kind: "remove", id: "q0" }]);
    assert.deepEqual(await modesIn(folder), PRIVATE);
  });

  it("become so when a bank of an earlier version is opened", async (t) => {
    const made = path.join(await temporaryFolder(t), "made");
    await createBank(made, { space: SPACE, entries: sampleEntries(3) });
    await mkdir(path.join(made, "replies"));
    await writeFile(path.join(made, "replies", "model.log"), "");
    await loosen(made);
    // Under another name, because a process checks a bank only once.
    const folder = `${made}-moved`;
    await rename(made, folder);
    await readState(folder);
    assert.deepEqual(await modesIn(folder), PRIVATE);
  });

  it("are all that becomes so where a folder holds something else, too", async (t) => {
    const folder = path.join(await temporaryFolder(t), "documents");
    await mkdir(path.join(folder, "generations"), { recursive: true });
    await writeFile(path.join(folder, "letter"), "");
    await loosen(folder);
    await assert.rejects(readState(folder), { name: "BankError" });
    const modes = await Promise.all(["", "letter", "generations"].map((name) => stat(path.join(folder, name))));
    assert.deepEqual(
      modes.map(({ mode }) => (mode & 0o777).toString(8)),
      ["755", "644", "700"],
    );
  });
});
