import assert from "node:assert/strict";
import { chmod, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { createRunner } from "./running.ts";
import { builtFiles } from "./source-files.ts";

const modes = process.platform === "win32" ? "Windows has no such modes" : false;

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-snapshots-"));
  t.after(() => rm(folder, { recursive: true }));
  return path.join(folder, "kept");
}

/** Runs a program in a sandbox of its own, as a process that has just started does. */
async function runs(snapshotFolder: string, memoryLimitMb = 512): Promise<void> {
  const sandbox = createRunner({ files: builtFiles, snapshotFolder, memoryLimitMb });
  try {
    const run = { language: "javascript", program: 'console.log("sound")', timeLimitMs: 60_000 } as const;
    const result = await sandbox.run(run, new AbortController().signal);
    assert.deepEqual(result, { status: "finished", stdout: "sound\n", error: "" });
  } finally {
    await sandbox.close();
  }
}

/** The only file of a folder, with what tells whether it was written anew. */
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
    // The setgid bit shares a folder with its group on purpose, which the sandbox does not accept.
    await chmod(folder, 0o2770);
    await runs(folder);
    assert.deepEqual(await readdir(folder), [trap]);
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
