import assert from "node:assert/strict";
import files, { readFile, writeFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { temporaryFolder } from "../../test/bank/sample-bank.ts";
import { renamePatiently } from "./durable-files.ts";

/** Makes the next renames fail, as they do on Windows while a reader holds the file. */
function holdFor(t: TestContext, tries: number, code: string): () => number {
  const { rename } = files;
  let failures = 0;
  t.mock.method(files, "rename", async (from: string, to: string) => {
    if (failures === tries) {
      await rename(from, to);
      return;
    }
    failures += 1;
    throw Object.assign(new Error(`${code}: rename`), { code, syscall: "rename" });
  });
  syncBuiltinESMExports();
  t.after(() => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  });
  return () => failures;
}

describe("a rename", () => {
  it("is tried again while a reader holds the file", async (t) => {
    const folder = await temporaryFolder(t);
    await writeFile(path.join(folder, "from"), "text");
    const failures = holdFor(t, 2, "EPERM");
    await renamePatiently(path.join(folder, "from"), path.join(folder, "to"));
    assert.equal(await readFile(path.join(folder, "to"), "utf8"), "text");
    assert.equal(failures(), 2);
  });

  it("is given up at once for any other reason", async (t) => {
    const failures = holdFor(t, 2, "EXDEV");
    await assert.rejects(renamePatiently("from", "to"), { code: "EXDEV" });
    assert.equal(failures(), 1);
  });
});
