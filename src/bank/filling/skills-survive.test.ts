import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "node:test";
import { namesAt } from "../../core/packed-bank/index.ts";
import { builtInEmbedder } from "../../embedding/built-in/index.ts";
import { exportBank } from "../opened/export-bank.ts";
import { bankFolderOf, jsonl, many, question } from "../../../test/support/bank/imports.ts";
import { moveBank } from "../spaces/move-bank.ts";
import { PACKED_FILE } from "../store/packed/layout.ts";
import { packState } from "../store/packed/pack-state.ts";
import { embedderOf } from "../../../test/support/bank/spaces.ts";
import { bankEntries, changeBank, compactBank, readState, verifyBank } from "../store/bank-store.ts";

const { space } = builtInEmbedder();
const skills = (id: string, ...names: string[]) => ({ kind: "skills", id, skills: names }) as const;

/** Creates a bank of four questions: the imported file gives the skills of one, the journal those of another. */
async function describedBank(t: Parameters<typeof bankFolderOf>[0]) {
  const bank = await bankFolderOf(t);
  const rows = jsonl(...many(3), question("told", { skills: ["SQL", "joins"] }));
  await bank.imported(await bank.write("a.jsonl", rows));
  await changeBank(bank.bankFolder, space, [skills("q1", "graphs", "sql")]);
  const known = async (): Promise<Record<string, string[]>> =>
    Object.fromEntries((await bank.entries()).map(({ question: { id, skills: named = [] } }) => [id, named]));
  /** The skills as a run reads them. */
  const packed = async (): Promise<Record<string, string[]>> => {
    const { questions } = await packState(await readState(bank.bankFolder), space);
    return Object.fromEntries(
      Array.from({ length: questions.size }, (_, row) => [questions.id(row), namesAt(questions.skills, row)]),
    );
  };
  return { ...bank, known, packed };
}

const expected = { q0: [], q1: ["graphs", "sql"], q2: [], told: ["sql", "joins"] };

describe("the skills of a bank's questions", () => {
  it("survive compaction, another import, a move and a way back by export", async (t) => {
    const { bankFolder, known, packed, write, imported } = await describedBank(t);
    const holds = async (also: object = {}): Promise<void> => {
      assert.deepEqual(await known(), { ...expected, ...also });
      assert.deepEqual(await packed(), { ...expected, ...also });
      assert.deepEqual(await verifyBank(bankFolder), []);
    };
    await holds();
    await compactBank(bankFolder);
    await holds();
    await imported(await write("b.jsonl", jsonl(question("q1", { topic: "t" }), question("new", { skills: ["new"] }))));
    await holds({ new: ["new"] });
    await moveBank(bankFolder, embedderOf("moved"), {
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    await holds({ new: ["new"] });

    const file = path.join(bankFolder, "..", "all.jsonl");
    await exportBank("moved", bankEntries(await readState(bankFolder)), file);
    const other = await bankFolderOf(t);
    await other.imported(file);
    const there = (await other.entries()).map(({ question: { id, skills: named = [] } }) => [id, named]);
    assert.deepEqual(Object.fromEntries(there), { ...expected, new: ["new"] });
  });

  it("come back from the generation before where the newest is damaged", async (t) => {
    const { bankFolder, known } = await describedBank(t);
    await compactBank(bankFolder);
    await compactBank(bankFolder);
    const { folder, manifest } = await readState(bankFolder);
    const index = path.join(folder, manifest.parts[0]?.name ?? "", "index.pb");
    const bytes = await readFile(index);
    await writeFile(index, bytes.subarray(0, bytes.length / 2));
    assert.deepEqual(await known(), expected);
    // The next writer repairs the journal.
    await changeBank(bankFolder, space, [skills("q2", "mended")]);
    assert.deepEqual(await known(), { ...expected, q2: ["mended"] });
    assert.deepEqual(await verifyBank(bankFolder), []);
  });

  it("are as they were before a change whose writer was killed within its line", async (t) => {
    const { bankFolder, known, packed } = await describedBank(t);
    const { folder } = await readState(bankFolder);
    const journal = path.join(folder, "journal.log");
    const [line = ""] = (await readFile(journal, "utf8")).split("\n");
    for (let length = 1; length < line.length; length += 7) {
      await appendFile(journal, line.replace("graphs", "broken").slice(0, length));
      assert.deepEqual(await known(), expected);
      await changeBank(bankFolder, space, [skills("q0", `after ${length}`)]);
      assert.deepEqual((await packed())["q0"], [`after ${length}`]);
      await changeBank(bankFolder, space, [skills("q0")]);
      assert.deepEqual(await packed(), expected);
    }
    assert.deepEqual((await readState(bankFolder)).losses, []);
  });

  it("need no new bank: one without them, and with a side file of the time before, opens as it was", async (t) => {
    const { bankFolder, imported, write } = await bankFolderOf(t);
    await imported(await write("a.jsonl", jsonl(...many(3))));
    const open = async () => packState(await readState(bankFolder), space);
    assert.deepEqual([...(await open()).questions.skills.ends], [0, 0, 0]);
    const { folder } = await readState(bankFolder);
    const side = path.join(folder, PACKED_FILE);
    const sound = await readFile(side);
    const old = Buffer.from(sound.toString("latin1").replace("smcs-packed-bank/2", "smcs-packed-bank/1"), "latin1");
    assert.notDeepEqual(old, sound);
    await writeFile(side, old);
    assert.equal((await open()).questions.size, 3);
    assert.deepEqual(await readFile(side), sound);
  });
});
