import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { jsonLinesOf } from "../../../test/support/bank-import/rows.ts";
import { readMatrix, type MatrixReading } from "./read-matrix.ts";

const rules = { label: "dataset", exclude: new Map<string, Set<string>>(), split: null };
const question = (id: string) => ({ id, dataset: "d", question: `Question ${id}?` });

/** Reads a matrix from these contents. */
async function reading(
  t: TestContext,
  questions: string | Uint8Array,
  capability: string | Uint8Array | null,
  signal = new AbortController().signal,
): Promise<MatrixReading> {
  const folder = await mkdtemp(path.join(tmpdir(), "smcs-matrix-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const files = { questions: path.join(folder, "questions.jsonl"), capability: path.join(folder, "capability.jsonl") };
  await writeFile(files.questions, questions);
  if (capability === null) return readMatrix({ ...files, capability: null }, rules, signal);
  await writeFile(files.capability, capability);
  return readMatrix(files, rules, signal);
}

describe("reading a capability matrix", () => {
  it("joins questions and outcomes, packed or not", async (t) => {
    const questions = jsonLinesOf(["a", "b"].map(question));
    const capability = jsonLinesOf([
      { questionId: "b", correct: { m: 0.5 } },
      { questionId: "a", correct: { m: 1, n: 0 } },
      { questionId: "b", correct: { n: 1 } },
    ]);
    const plain = await reading(t, questions, capability);
    assert.deepEqual(
      plain.questions.map(({ id, capability }) => [id, capability["m"]?.value, capability["n"]?.value]),
      [
        ["a", 1, 0],
        ["b", 0.5, 1],
      ],
    );
    assert.deepEqual(plain.notes, []);
    assert.deepEqual(await reading(t, gzipSync(questions), gzipSync(capability)), plain);
  });

  it("needs no outcomes' file where the questions have them", async (t) => {
    const { questions } = await reading(t, jsonLinesOf([{ ...question("a"), capability: { m: 1 } }]), null);
    assert.equal(questions[0]?.capability["m"]?.value, 1);
  });

  it("names lines that are not usable and goes on", async (t) => {
    const many = Array.from({ length: 200 }, (_, index) => question(`q${index}`));
    const questions = `${jsonLinesOf(many)}{ broken\n${JSON.stringify(question("q7"))}\n`;
    const outcomes = many.map(({ id }) => ({ questionId: id, correct: { m: 1 } }));
    const capability = `${jsonLinesOf(outcomes)}{"questionId":"q3","correct":{"m":7}}\n`;
    const { questions: read, notes } = await reading(t, questions, capability);
    assert.equal(read.length, 200);
    assert.equal(read[3]?.capability["m"]?.value, 1);
    assert.equal(notes.length, 3);
    assert.match(notes[0] ?? "", /^questions\.jsonl, line 201 skipped: the line is not JSON/);
    assert.match(notes[1] ?? "", /^questions\.jsonl, line 202 skipped: its id/);
    assert.match(notes[2] ?? "", /^capability\.jsonl, line 201 skipped: correct\.m is not usable/);
  });

  it("counts outcomes for questions that take no part", async (t) => {
    const capability = jsonLinesOf([
      { questionId: "a", correct: { m: 1 } },
      { questionId: "gone", correct: { m: 1 } },
    ]);
    const { notes } = await reading(t, jsonLinesOf([question("a")]), capability);
    assert.deepEqual(notes, ["1 lines of outcomes are for questions that take no part."]);
  });

  it("refuses a file of something else, a damaged one, and one that is not there", async (t) => {
    const other = jsonLinesOf(Array(30).fill({ prompt: "?" }));
    await assert.rejects(reading(t, other, null), { name: "BankError", message: /30 of 30 lines of questions\.jsonl/ });
    const cut = gzipSync(jsonLinesOf(["a", "b"].map(question))).subarray(0, 30);
    await assert.rejects(reading(t, cut, null), /questions\.jsonl is damaged/);
    const files = { questions: path.join(tmpdir(), "smcs-no-such-file"), capability: null };
    await assert.rejects(readMatrix(files, rules, new AbortController().signal), { name: "BankError" });
  });

  it("ends when it is aborted", async (t) => {
    const signal = AbortSignal.abort(new Error("enough"));
    await assert.rejects(reading(t, jsonLinesOf([question("a")]), null, signal), /enough/);
  });
});
