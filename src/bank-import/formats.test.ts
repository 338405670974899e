import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formatInName } from "./formats.ts";

describe("the format that a file's name speaks of", () => {
  it("is found in the names under which the data sets are published", () => {
    const names = {
      "/data/HumanEval.jsonl.gz": "humaneval",
      "mbpp.jsonl": "mbpp",
      "MMLU-Pro_test.jsonl": "mmlu-pro",
      "medmcqa-dev.json": "medmcqa",
      "union_question_bank_8d.json": "smcs-union",
      "capability.jsonl.gz": "capability-jsonl",
      "lcb_performances.json": "livecodebench",
      "LiveMathBench.jsonl": "livemathbench",
      "gpqa_diamond.csv": "gpqa",
    };
    for (const [file, format] of Object.entries(names)) assert.equal(formatInName(file)?.name, format, file);
  });

  it("is not made up", () => {
    assert.equal(formatInName("results.jsonl"), null);
  });
});
