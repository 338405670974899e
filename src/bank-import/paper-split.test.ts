import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findFormat } from "./formats.ts";
import { aime, gpqaCsv, mbpp, medmcqa, mmluPro } from "../../test/support/bank-import/samples.ts";
import { backwards, partsOf, sizes, sorted } from "../../test/support/bank-import/paper-split.ts";
import { jsonLinesOf, rowsOf } from "../../test/support/bank-import/rows.ts";

describe("the paper's split", () => {
  it("of MMLU-Pro takes a tenth of each category for the test, and up to 400 of the rest for the bank", async () => {
    const rows = Array.from({ length: 619 }, (_, at) => ({
      ...mmluPro,
      question_id: at,
      question: `Question ${at}?`,
      category: at < 600 ? "law" : "math",
    }));
    const { bank, test } = await partsOf("mmlu-pro", jsonLinesOf(rows));
    const ofLaw = (ids: string[]) => ids.filter((id) => Number(id.slice("MMLU-PRO/".length)) < 600).length;
    assert.deepEqual([ofLaw(test), test.length - ofLaw(test)], [60, 1]);
    assert.deepEqual([ofLaw(bank), bank.length - ofLaw(bank)], [400, 18]);
  });

  it("of MedMCQA is 1,000 and 1,200, and the bank's part holds no twin of a test question", async () => {
    const rows = Array.from({ length: 6000 }, (_, at) => ({ ...medmcqa, id: `a${at}`, question: `Q${at >> 1}?` }));
    const lines = jsonLinesOf(rows);
    const parts = await partsOf("medmcqa", lines);
    assert.deepEqual(sizes(parts), [1000, 1200]);
    assert.deepEqual(sorted(await partsOf("medmcqa", backwards(lines))), sorted(parts));
    const asked = (id: string) => Number(id.slice("MedMCQA/a".length)) >> 1;
    const tested = new Set(parts.test.map(asked));
    assert.ok(parts.bank.every((id) => !tested.has(asked(id))));
  });

  it("of MBPP is its test set and its validation and training sets, without the prompt examples", async () => {
    const edges = [1, 10, 11, 510, 511, 600, 601, 974, 975];
    const { bank, test, neither } = await partsOf("mbpp", jsonLinesOf(edges.map((task_id) => ({ ...mbpp, task_id }))));
    assert.deepEqual(test, ["MBPP/11", "MBPP/510"]);
    assert.deepEqual(bank, ["MBPP/511", "MBPP/600", "MBPP/601", "MBPP/974"]);
    assert.deepEqual(neither, ["MBPP/1", "MBPP/10", "MBPP/975"]);
  });

  it("of AIME is by year", async () => {
    const years = [1982, 1983, 2023, 2024, 2025];
    const rows = [...years.map((year) => ({ ...aime, url: null, id: `${year}-1`, year })), { ...aime, url: null }];
    const { bank, test, neither } = await partsOf("aime", jsonLinesOf(rows));
    assert.deepEqual([bank, test], [["AIME/1983-1", "AIME/2023-1"], ["AIME/2024-1"]]);
    assert.deepEqual(neither, ["AIME/1982-1", "AIME/2025-1", "AIME/60"]);
  });

  it("of GPQA is Diamond, by the file's name, and the rest", async () => {
    assert.deepEqual(sizes(await partsOf("gpqa", gpqaCsv, "gpqa_diamond.csv")), [0, 2]);
    assert.deepEqual(sizes(await partsOf("gpqa", gpqaCsv, "gpqa_main.csv")), [2, 0]);
  });

  it("knows a question by the data set's own id, whatever the source is called", async () => {
    const format = findFormat("mbpp")!;
    const [row] = await rowsOf(format, jsonLinesOf([{ ...mbpp, task_id: 11 }]), { source: "a/b", split: "paper" });
    assert.ok(row?.kind === "question");
    async function* none() {
      yield* await Promise.resolve([]);
    }
    assert.equal((await format.paperSplit!.plan(none(), ""))(row), "test");
  });
});
