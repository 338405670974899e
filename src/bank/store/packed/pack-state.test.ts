import assert from "node:assert/strict";
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { packBank } from "../../../core/packed-bank/index.ts";
import { type BankChange, bankEntries, changeBank, compactBank, createBank, readState } from "../bank-store.ts";
import { PACKED_FILE } from "./layout.ts";
import { packState } from "./pack-state.ts";
import { changed, contentOf, temporaryFolder } from "../../../../test/support/bank/packed.ts";

const right = { value: 1, weight: 1, evidence: "checked" } as const;

const entryOf = (id: string, split: "bank" | "test" = "bank") => ({
  question: { id, source: "own", split, question: `${id}?`, task: { kind: "open" as const }, capability: { m: right } },
  vector: [1, id.length, 0],
});

/** Creates a bank of three questions, two of them for retrieval. */
async function smallBank(t: TestContext): Promise<string> {
  const folder = await temporaryFolder(t);
  await createBank(folder, { space: "s", entries: [entryOf("one"), entryOf("two", "test"), entryOf("three")] });
  return folder;
}

/** Opens a bank and compares it with the packing of all entries. */
async function assertOpens(folder: string, further: readonly BankChange[] = []) {
  const state = await readState(folder);
  const entries = [];
  for await (const entry of bankEntries(state)) entries.push(entry);
  const bank = await packState(state, "none", further);
  assert.deepEqual(contentOf(bank), contentOf(packBank("s", await changed(entries, further))));
  return { bank, file: path.join(state.folder, PACKED_FILE) };
}

describe("a bank in memory", () => {
  it("comes from the side file, which is made once for a generation", async (t) => {
    const folder = await smallBank(t);
    const { file } = await assertOpens(folder);
    const { ino } = await stat(file);
    await assertOpens(folder);
    await changeBank(folder, "s", [{ kind: "add", entry: entryOf("four") }]);
    await assertOpens(folder);
    assert.equal((await stat(file)).ino, ino);
  });

  it("has what the journal and further changes say", async (t) => {
    const folder = await smallBank(t);
    await changeBank(folder, "s", [
      { kind: "add", entry: entryOf("four") },
      { kind: "outcomes", id: "one", capability: { m: null, n: { ...right, value: 0.5 } } },
      { kind: "outcomes", id: "two", capability: { hidden: right } },
    ]);
    const { bank } = await assertOpens(folder, [{ kind: "outcomes", id: "three", capability: { simulated: right } }]);
    assert.deepEqual([bank.questions.size, bank.models], [3, ["m", "n", "simulated"]]);
    // Also with changes that cannot be applied to the side file.
    await changeBank(folder, "s", [{ kind: "remove", id: "one" }]);
    assert.equal((await assertOpens(folder)).bank.questions.size, 2);
    await compactBank(folder);
    assert.equal((await assertOpens(folder)).bank.questions.size, 2);
  });

  it("is made anew from the index where the side file is garbage, empty, or another generation's", async (t) => {
    const folder = await smallBank(t);
    const { file } = await assertOpens(folder);
    const sound = await readFile(file);
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(sound.length, "x"), sound.subarray(0, -1)]) {
      await writeFile(file, bytes);
      await assertOpens(folder);
      assert.deepEqual(await readFile(file), sound);
    }
    await changeBank(folder, "s", [{ kind: "add", entry: entryOf("four") }]);
    await compactBank(folder);
    const next = path.join(path.dirname(file), "..", "2", PACKED_FILE);
    await copyFile(file, next);
    assert.equal((await assertOpens(folder)).bank.questions.size, 3);
    assert.notDeepEqual(await readFile(next), sound);
  });

  it("does without a side file where none can be written", async (t) => {
    const folder = await smallBank(t);
    const { file } = await assertOpens(folder);
    await rm(file);
    await mkdir(path.join(file, "in the way"), { recursive: true });
    await assertOpens(folder);
    assert.deepEqual(
      (await readdir(path.dirname(file))).filter((name) => name.endsWith(".tmp")),
      [],
    );
  });

  it("may have no questions, or only such for tests", async (t) => {
    const folder = await temporaryFolder(t);
    await createBank(path.join(folder, "empty"), { space: "s", entries: [] });
    const empty = await packState(await readState(path.join(folder, "empty")), "asked for");
    assert.deepEqual([empty.questions.size, empty.dimension, empty.models, empty.space], [0, 0, [], "asked for"]);
    await createBank(path.join(folder, "tests"), { space: "s", entries: [entryOf("one", "test")] });
    assert.equal((await assertOpens(path.join(folder, "tests"))).bank.questions.size, 0);
  });

  it("holds what a damaged index still has, and writes no side file of that", async (t) => {
    const folder = await smallBank(t);
    const index = path.join(folder, "generations", "1", "part-1", "index.pb");
    const bytes = await readFile(index);
    // The last item ends with its vector and its norm, a tag and a double.
    const norm = bytes.subarray(-9);
    await writeFile(index, Buffer.concat([bytes.subarray(0, -13), Buffer.alloc(4, 0xff), norm]));
    const state = await readState(folder);
    const bank = await packState(state, "s");
    assert.deepEqual([bank.questions.size, bank.questions.id(0), state.losses.length], [1, "one", 1]);
    assert.equal((await readdir(state.folder)).includes(PACKED_FILE), false);
  });
});
