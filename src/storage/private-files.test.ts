import assert from "node:assert/strict";
import { chmod, mkdir, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { temporaryFolder } from "../../test/bank/sample-bank.ts";
import { makeFolder, openPrivate, tighten } from "./private-files.ts";

const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);

describe("what is kept", { skip: process.platform === "win32" }, () => {
  it("is made for its owner alone", async (t) => {
    const root = await temporaryFolder(t);
    const folder = path.join(root, "a", "b");
    await makeFolder(folder);
    const file = path.join(folder, "file");
    await (await openPrivate(file, "wx")).close();
    assert.deepEqual(await Promise.all([path.dirname(folder), folder, file].map(modeOf)), ["700", "700", "600"]);
  });

  it("is refused where a parent is a link that leads nowhere, or without a name", { timeout: 5000 }, async (t) => {
    const link = path.join(await temporaryFolder(t), "link");
    await symlink("nowhere", link);
    for (const folder of [path.join(link, "folder"), ""])
      await assert.rejects(makeFolder(folder), { code: "ENOENT" }, folder);
  });

  it("becomes private when a file is opened to be continued", async (t) => {
    const file = path.join(await temporaryFolder(t), "log");
    await writeFile(file, "before\n", { mode: 0o644 });
    const handle = await openPrivate(file, "a");
    await handle.appendFile("after\n");
    await handle.close();
    assert.equal(await modeOf(file), "600");
  });

  it("becomes private with all that is in a folder, but for what a link leads to", async (t) => {
    const root = await temporaryFolder(t);
    const elsewhere = path.join(root, "elsewhere");
    await writeFile(elsewhere, "", { mode: 0o644 });
    const folder = path.join(root, "bank");
    await mkdir(path.join(folder, "deep"), { recursive: true, mode: 0o755 });
    const file = path.join(folder, "deep", "file");
    await writeFile(file, "", { mode: 0o664 });
    await symlink(elsewhere, path.join(folder, "link"));
    await tighten(folder);
    assert.deepEqual(await Promise.all([folder, path.dirname(file), file, elsewhere].map(modeOf)), [
      "700",
      "700",
      "600",
      "644",
    ]);
  });

  it("stays open to a group where the folder has the setgid bit, and to nobody else", async (t) => {
    const folder = path.join(await temporaryFolder(t), "shared");
    await mkdir(folder);
    await chmod(folder, 0o2775);
    await writeFile(path.join(folder, "old"), "");
    await chmod(path.join(folder, "old"), 0o666);
    await makeFolder(path.join(folder, "made"));
    await (await openPrivate(path.join(folder, "new"), "wx")).close();
    await tighten(folder);
    assert.equal((await stat(folder)).mode & 0o7777, 0o2770);
    assert.equal(await modeOf(path.join(folder, "old")), "660");
    // The user's umask may remove rights of the group, and gives others none.
    for (const name of ["made", "new"]) assert.match(await modeOf(path.join(folder, name)), /^[67][4567]0$/, name);
  });

  it("may be absent", async (t) => {
    await tighten(path.join(await temporaryFolder(t), "nothing"));
  });
});
