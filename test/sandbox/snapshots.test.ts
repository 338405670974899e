import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chmod, copyFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { builtChecking } from "../../src/evaluation/checking/index.ts";
import { createRunner } from "./running.ts";
import { builtFiles } from "./source-files.ts";

const modes = process.platform === "win32" ? "Windows has no such modes" : false;

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-snapshots-"));
  t.after(() => rm(folder, { recursive: true }));
  return path.join(folder, "kept");
}

/** Runs a program in a new sandbox, like a process that has just started. */
async function runs(snapshotFolder: string, memoryLimitMb = 512, files = builtFiles): Promise<void> {
  const sandbox = createRunner({ files, snapshotFolder, memoryLimitMb });
  try {
    const run = { language: "javascript", program: 'console.log("sound")', timeLimitMs: 60_000 } as const;
    const result = await sandbox.run(run, new AbortController().signal);
    assert.deepEqual(result, { status: "finished", stdout: "sound\n", error: "" });
  } finally {
    await sandbox.close();
  }
}

/** Resolves with the only file of a folder, and the values that reveal a rewrite. */
async function only(folder: string) {
  const [name = "", ...more] = await readdir(folder);
  assert.deepEqual(more, []);
  const file = path.join(folder, name);
  return { file, name, written: (await stat(file)).mtimeMs };
}

describe("a snapshot that interpreters start from", () => {
  it("is kept for the next process, and for its user alone", async (t) => {
    const folder = await newFolder(t);
    await runs(folder);
    const first = await only(folder);
    await runs(folder);
    assert.deepEqual(await only(folder), first);
    if (modes !== false) return;
    for (const [place, mode] of [
      [folder, 0o700],
      [first.file, 0o600],
    ] as const)
      assert.equal((await stat(place)).mode & 0o777, mode, place);
  });

  for (const [how, damage] of [
    ["changed", (bytes: Buffer) => bytes.fill(0, 5000, 5001).fill(1, 5001, 5002)],
    ["cut off", (bytes: Buffer) => bytes.subarray(0, 10_000)],
    ["emptied", () => Buffer.alloc(0)],
  ] as const) {
    it(`is made anew where it was ${how}`, async (t) => {
      const folder = await newFolder(t);
      await runs(folder);
      const { file } = await only(folder);
      const sound = await readFile(file);
      await writeFile(file, damage(Buffer.from(sound)));
      await runs(folder);
      const { name, file: anew } = await only(folder);
      assert.ok(name.startsWith("javascript-"));
      assert.notDeepEqual(await readFile(anew), damage(Buffer.from(sound)));
    });
  }

  it("is neither taken out of a folder that others can write to, nor kept in it", { skip: modes }, async (t) => {
    const folder = await newFolder(t);
    await runs(folder);
    const { file, name } = await only(folder);
    const trap = name.replace(/[0-9a-f]{64}$/, "0".repeat(64));
    await rm(file);
    await writeFile(path.join(folder, trap), "not a snapshot");
    // The setgid bit shares a folder with its group on purpose. The sandbox does not accept such a folder.
    await chmod(folder, 0o2770);
    await runs(folder);
    assert.deepEqual(await readdir(folder), [trap]);
  });

  it("is not taken out of a folder that others could write to when they wrote it", { skip: modes }, async (t) => {
    const folder = await newFolder(t);
    await runs(folder);
    const { file, name } = await only(folder);
    const content = "what another user has written";
    const trap = name.replace(/[0-9a-f]{64}$/, createHash("sha256").update(content).digest("hex"));
    await rm(file);
    await writeFile(path.join(folder, trap), content);
    await chmod(folder, 0o777);
    await runs(folder);
    assert.deepEqual([await readdir(folder), (await stat(folder)).mode & 0o777], [[trap], 0o777]);
    await chmod(folder, 0o700);
    await chmod(path.join(folder, trap), 0o666);
    await runs(folder);
    assert.notEqual((await only(folder)).name, trap);
  });

  it("is made anew where a pipe has its name", { skip: modes, timeout: 30_000 }, async (t) => {
    const folder = await newFolder(t);
    await runs(folder);
    const { file } = await only(folder);
    await rm(file);
    spawnSync("mkfifo", ["-m", "600", file]);
    await runs(folder);
    assert.ok((await stat((await only(folder)).file)).isFile());
  });

  it("is made anew when a build was changed, also to files of the same size and time", async (t) => {
    const folder = await newFolder(t);
    const files = { ...builtFiles, entries: { ...builtFiles.entries, javascript: `${folder}.cjs` } };
    await copyFile(builtFiles.entries.javascript, files.entries.javascript);
    await utimes(files.entries.javascript, 1, 1);
    await runs(folder, 512, files);
    await writeFile(files.entries.javascript, await readFile(files.entries.javascript));
    await utimes(files.entries.javascript, 1, 1);
    await runs(folder, 512, files);
    assert.equal((await readdir(folder)).length, 2);
  });

  it("is found beside one that another process is writing, and one that was never finished goes", async (t) => {
    const folder = await newFolder(t);
    await runs(folder);
    const { file, name } = await only(folder);
    // This name comes before the finished snapshot's in the list of names.
    const written = `${name.slice(0, -64)}${"0".repeat(64)}.${randomUUID()}.new`;
    await writeFile(path.join(folder, written), "");
    await runs(folder);
    assert.deepEqual((await readdir(folder)).toSorted(), [name, written].toSorted());
    await utimes(path.join(folder, written), 1, 1);
    await rm(file);
    await runs(folder);
    await only(folder);
  });

  it("stays where others are newer by a clock that was set back, and other files stay as well", async (t) => {
    const folder = await newFolder(t);
    await runs(folder);
    const { file, name } = await only(folder);
    await rm(file);
    for (const digit of ["0", "1", "2"]) {
      const newer = path.join(folder, `javascript-${digit.repeat(32)}-${digit.repeat(64)}`);
      await writeFile(newer, "");
      await utimes(newer, 2 ** 32, 2 ** 32);
      await writeFile(path.join(folder, `javascript-${digit}.md`), "");
      await utimes(path.join(folder, `javascript-${digit}.md`), 0, 0);
    }
    await runs(folder);
    const names = await readdir(folder);
    assert.equal(names.filter((one) => one.endsWith(".md")).length, 3);
    assert.ok(names.some((one) => one.startsWith(name.slice(0, -64))));
    assert.equal(names.length, 6);
  });

  it("is kept in the usual folder where the variable for another one is empty", (t) => {
    const before = process.env["SMCS_SANDBOX_CACHE"];
    t.after(() => {
      if (before === undefined) delete process.env["SMCS_SANDBOX_CACHE"];
      else process.env["SMCS_SANDBOX_CACHE"] = before;
    });
    process.env["SMCS_SANDBOX_CACHE"] = "";
    assert.equal(builtChecking({ dist: "dist", snapshots: "usual" }).snapshotFolder, "usual");
  });

  it("is made where none can be kept", async (t) => {
    const folder = await newFolder(t);
    await writeFile(folder, "a file where the folder should be");
    await runs(folder);
    assert.equal(await readFile(folder, "utf8"), "a file where the folder should be");
  });

  it("goes when there are three newer ones of its kind", async (t) => {
    const folder = await newFolder(t);
    await runs(folder, 64);
    const { name: oldest, file } = await only(folder);
    await utimes(file, 0, 0);
    for (const memoryLimitMb of [65, 66]) await runs(folder, memoryLimitMb);
    assert.ok((await readdir(folder)).includes(oldest));
    await runs(folder, 67);
    const names = await readdir(folder);
    assert.equal(names.length, 3);
    assert.ok(!names.includes(oldest));
  });
});
