import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { backwards, partsOf, sizes, sorted } from "../support/bank-import/paper-split.ts";
import { math } from "../support/bank-import/samples.ts";
import { jsonLinesOf, published } from "../support/bank-import/rows.ts";

describe("the paper's split", () => {
  const mmlu = published("mmlu_pro_test.jsonl.gz");
  it("of MMLU-Pro is 5,512 and 1,196, whatever the order of the lines", { skip: mmlu.skip }, async () => {
    const lines = mmlu.read().toString("utf8");
    const parts = await partsOf("mmlu-pro", lines);
    assert.deepEqual(sizes(parts), [5512, 1196]);
    assert.equal(new Set([...parts.bank, ...parts.test]).size, 5512 + 1196);
    assert.deepEqual(sorted(await partsOf("mmlu-pro", backwards(lines))), sorted(parts));
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

  const mbppFile = published("mbpp.jsonl");
  it("of MBPP is 464 and 500", { skip: mbppFile.skip }, async () => {
    assert.deepEqual(sizes(await partsOf("mbpp", mbppFile.read())), [464, 500]);
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
});
