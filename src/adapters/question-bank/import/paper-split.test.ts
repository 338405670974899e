import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findFormat } from "./formats.ts";
import type { PaperPart, QuestionRow } from "./import-format.ts";
import { aime, gpqaCsv, math, mbpp, medmcqa, mmluPro } from "./samples.ts";
import { jsonLinesOf, published, rowsOf } from "./test-support.ts";

/** The ids of each part that a format makes of a file. */
async function partsOf(
  name: string,
  file: string | Uint8Array,
  fileName = "file",
): Promise<Record<PaperPart, string[]>> {
  const format = findFormat(name)!;
  const rows = (await rowsOf(format, file, { split: "paper" })).filter(
    (row): row is QuestionRow => row.kind === "question",
  );
  async function* all() {
    yield* await Promise.resolve(rows);
  }
  const partOf = await format.paperSplit!.plan(all(), fileName);
  const of = (part: PaperPart) => rows.filter((row) => partOf(row) === part).map(({ question }) => question.id);
  return { bank: of("bank"), test: of("test"), neither: of("neither") };
}

const sizes = ({ bank, test }: Record<PaperPart, string[]>) => [bank.length, test.length];
const backwards = (lines: string): string => `${lines.trimEnd().split("\n").reverse().join("\n")}\n`;
const sorted = ({ bank, test }: Record<PaperPart, string[]>) => [bank.toSorted(), test.toSorted()];

describe("the paper's split", () => {
  const mmlu = published("mmlu_pro_test.jsonl.gz");
  it("of MMLU-Pro is 5,512 and 1,196, whatever the order of the lines", { skip: mmlu.skip }, async () => {
    const lines = mmlu.read().toString("utf8");
    const parts = await partsOf("mmlu-pro", lines);
    assert.deepEqual(sizes(parts), [5512, 1196]);
    assert.equal(new Set([...parts.bank, ...parts.test]).size, 5512 + 1196);
    assert.deepEqual(sorted(await partsOf("mmlu-pro", backwards(lines))), sorted(parts));
  });

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

  const math500 = published("MATH-500.test.jsonl");
  it("of MATH is 1,000 and MATH-500, also as first published, without ids", { skip: math500.skip }, async () => {
    const own = Array.from({ length: 3000 }, (_, at) => ({ ...math, unique_id: undefined, problem: `Problem ${at}` }));
    const real = math500.read().toString("utf8").trim().split("\n");
    const bare = real.map((line) => {
      const { problem, solution, answer } = JSON.parse(line) as typeof math;
      return { problem: `  ${problem.replaceAll("\n", " \n")} `, solution, answer };
    });
    const lines = jsonLinesOf([...own, ...bare]);
    const parts = await partsOf("math", lines);
    assert.deepEqual(sizes(parts), [1000, 500]);
    assert.deepEqual(sorted(await partsOf("math", backwards(lines))), sorted(parts));
    assert.deepEqual(sizes(await partsOf("math", real.join("\n"))), [0, 500]);
  });

  const ifeval = published("ifeval_input_data.jsonl");
  const ifevalIds = published("smcs_ifeval_test_ids.json");
  it("of IFEval is 241 and the 300 published prompts", { skip: ifeval.skip || ifevalIds.skip }, async () => {
    const lines = ifeval.read().toString("utf8");
    const parts = await partsOf("ifeval", lines);
    assert.deepEqual(sizes(parts), [241, 300]);
    const keys = lines
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { key: number }).key);
    const rows = JSON.parse(ifevalIds.read().toString("utf8")) as number[];
    assert.deepEqual(parts.test.toSorted(), rows.map((row) => `IFEval/${keys[row]}`).toSorted());
  });

  it("of MBPP is its test set and its validation and training sets, without the prompt examples", async () => {
    const edges = [1, 10, 11, 510, 511, 600, 601, 974, 975];
    const { bank, test, neither } = await partsOf("mbpp", jsonLinesOf(edges.map((task_id) => ({ ...mbpp, task_id }))));
    assert.deepEqual(test, ["MBPP/11", "MBPP/510"]);
    assert.deepEqual(bank, ["MBPP/511", "MBPP/600", "MBPP/601", "MBPP/974"]);
    assert.deepEqual(neither, ["MBPP/1", "MBPP/10", "MBPP/975"]);
  });

  const mbppFile = published("mbpp.jsonl");
  it("of MBPP is 464 and 500", { skip: mbppFile.skip }, async () => {
    assert.deepEqual(sizes(await partsOf("mbpp", mbppFile.read())), [464, 500]);
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

  const liveCodeBench = published("livecodebench_eval_all_o1-preview.json.gz");
  it("of LiveCodeBench is by the contest's day", { skip: liveCodeBench.skip }, async () => {
    const file = liveCodeBench.read();
    const { bank, test, neither } = await partsOf("livecodebench", file);
    assert.equal(bank.length + test.length + neither.length, 880);
    const dates = new Map(
      (JSON.parse(file.toString("utf8")) as { question_id: string; contest_date: string }[]).map((problem) => [
        `LiveCodeBench/${problem.question_id}`,
        problem.contest_date.slice(0, 10),
      ]),
    );
    assert.ok(bank.every((id) => dates.get(id)! >= "2023-05-01" && dates.get(id)! <= "2024-07-31"));
    assert.ok(test.every((id) => dates.get(id)! >= "2024-08-01" && dates.get(id)! <= "2025-02-01"));
    assert.ok(bank.length > 300 && test.length > 200, `${bank.length} / ${test.length}`);
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
