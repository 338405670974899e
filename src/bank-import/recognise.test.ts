import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it, type TestContext } from "node:test";
import { packedTests } from "../../test/support/livecodebench/packed-tests.ts";
import { bankFolderOf } from "../../test/support/bank/imports.ts";
import { recognise } from "./recognise.ts";
import { asLines, livecodebenchStdin, livemathbench, samples } from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf } from "../../test/support/bank-import/rows.ts";

async function found(t: TestContext, content: string | Uint8Array, name = "file.txt") {
  const { write } = await bankFolderOf(t);
  return recognise(await write(name, content), new AbortController().signal);
}
const nameOf = async (...of: Parameters<typeof found>) => (await found(...of)).format?.name ?? null;

describe("the format of a file", () => {
  for (const [index, { format, file }] of samples.entries()) {
    // Its early version has no fields beyond those of other pairs of question and answer.
    it(`is found for ${format.name} (sample ${index + 1}), whatever the file is called`, async (t) => {
      assert.equal(await nameOf(t, file), format.name);
    });
  }

  it("is plain pairs for questions under usual names, with some lines that are none", async (t) => {
    const rows = [{ question: "a?", answer: "1" }, { prompt: "b?", completion: "x" }, { answer: "none" }];
    assert.equal(await nameOf(t, jsonLinesOf(rows)), "pairs");
    assert.equal(await nameOf(t, `no json\n${jsonLinesOf(rows)}`), "pairs");
    assert.equal(await nameOf(t, JSON.stringify({ version: 1, data: rows }, null, 2)), "pairs");
    assert.equal(await nameOf(t, '{"question": ["a"]}'), "pairs", "a single row is no document");
    assert.equal(await nameOf(t, "Question;Answer\na?;1\n"), "pairs");
    assert.equal(await nameOf(t, Buffer.from("\uFEFFquestion\tanswer\na?\t1\n", "utf16le")), "pairs");
  });

  it("is found by the fields of a first line that is longer than what is looked at", async (t) => {
    const tests = packedTests([{ input: randomBytes(2_000_000).toString("hex"), output: "", testtype: "stdin" }], 4);
    const line = JSON.stringify({ ...livecodebenchStdin, private_test_cases: tests });
    assert.ok(line.length > 2 ** 20);
    assert.equal(await nameOf(t, `${line}\n${line}\n`), "livecodebench");
  });

  it("is not that of one odd row among many others", async (t) => {
    const odd = { id: "x", source: "s", question: "q?", task: { kind: "open" } };
    const rows = Array.from({ length: 9 }, (_, at) => ({ question: `${at}?`, answer: "1" }));
    assert.equal(await nameOf(t, jsonLinesOf([odd, ...rows])), "pairs");
  });

  it("follows the name where the fields leave a choice", async (t) => {
    const { question, answer } = livemathbench;
    const file = asLines([JSON.stringify({ question, answer })]);
    assert.equal(await nameOf(t, file, "LiveMathBench.jsonl"), "livemathbench");
    assert.equal(await nameOf(t, file, "quiz.jsonl"), "pairs");
    assert.equal(await nameOf(t, file, "gpqa.jsonl"), "pairs", "a name that the content contradicts");
  });

  it("is asked for with a reason where nothing tells it, the likely ones first", async (t) => {
    const table = await found(t, "text,label\nhello,1\n", "mails.csv");
    assert.ok(table.format === null);
    assert.equal(table.reason, "The columns of mails.csv (text, label) are those of no known format.");
    assert.deepEqual([table.likely[0]!.format.name, table.likely[0]!.usable], ["pairs", 0]);
    const nothing = await found(t, "[1, 2, 3]", "n.json");
    assert.match(nothing.format === null ? nothing.reason : "", /holds neither JSON objects nor a table/);
  });

  it("is refused in a sentence for what is empty, binary or not there", async (t) => {
    await assert.rejects(found(t, " \n\n", "e.jsonl"), /e\.jsonl is empty, so nothing was imported/);
    await assert.rejects(found(t, Buffer.from([1, 0, 2, 0]), "b.bin"), /b\.bin is not a text file: it holds NUL bytes/);
    await assert.rejects(
      found(t, "PK\u0003\u0004xl/", "s.xlsx"),
      /s\.xlsx is an Excel workbook.*save its sheet as CSV/,
    );
    await assert.rejects(found(t, "PAR1....", "p"), /p is a Parquet file: convert it/);
  });
});
