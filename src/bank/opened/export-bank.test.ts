import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { BankEntry } from "../../core/packed-bank/index.ts";
import { exportBank } from "./export-bank.ts";
import { smcsJsonlFormat } from "../../bank-import/index.ts";
import { questionsOf } from "../../../test/support/bank-import/rows.ts";

async function* entries(count: number, fail = false): AsyncGenerator<BankEntry> {
  for (let at = 0; at < count; at++) {
    const asked = { id: `${at}`, source: "s", split: "test", question: "Q?", task: { kind: "open" } } as const;
    yield await Promise.resolve({
      question: { ...asked, skills: [`skill ${at}`], capability: {} },
      vector: Float32Array.of(1, at),
    });
  }
  if (fail) throw new Error("damaged");
}

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-export-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe("exporting a bank", () => {
  it("writes what the importer reads, with skills, embeddings and their space", async (t) => {
    const file = path.join(await newFolder(t), "all.jsonl");
    assert.equal(await exportBank("space", entries(3000), file), 3000);
    const questions = await questionsOf(smcsJsonlFormat, await readFile(file));
    assert.equal(questions.length, 3000);
    assert.deepEqual([questions[7]!.embedding, questions[7]!.space, questions[7]!.split], [[1, 7], "space", "test"]);
    assert.deepEqual(questions[7]!.skills, ["skill 7"]);
  });

  it("leaves the old file, and no other, where it fails", async (t) => {
    const folder = await newFolder(t);
    const file = path.join(folder, "all.jsonl");
    await writeFile(file, "old");
    await assert.rejects(exportBank("space", entries(3, true), file), /damaged/);
    assert.deepEqual([await readFile(file, "utf8"), await readdir(folder)], ["old", ["all.jsonl"]]);
    const nowhere = path.join(folder, "none", "all.jsonl");
    await assert.rejects(
      exportBank("space", entries(1), nowhere),
      /The bank was not written to .*all.jsonl: ENOENT.* Choose another/,
    );
  });
});
