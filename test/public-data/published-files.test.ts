import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { math } from "../support/bank-import/samples.ts";
import { published, questionsOf, rowsOf } from "../support/bank-import/rows.ts";
import { lastBoxed } from "../../src/core/reading/index.ts";
import { formatNamed } from "../support/bank-import/format-named.ts";

describe("importing IFEval", () => {
  const file = published("ifeval_input_data.jsonl");
  it("the published file: 541 prompts", { skip: file.skip }, async () => {
    const questions = await questionsOf(formatNamed("ifeval"), file.read());
    assert.equal(new Set(questions.map(({ id }) => id)).size, 541);
  });
});

describe("importing MATH", () => {
  const file = published("MATH-500.test.jsonl");
  it("MATH-500: 500 questions of the test set, and each box holds the answer", { skip: file.skip }, async () => {
    const questions = await questionsOf(formatNamed("math"), file.read());
    assert.equal(new Set(questions.map(({ id }) => id)).size, 500);
    assert.ok(questions.every(({ split }) => split === "test"));
    const lines = file.read().toString("utf8").trim().split("\n");
    const boxed = lines.map((line) => lastBoxed((JSON.parse(line) as typeof math).solution));
    assert.deepEqual(
      boxed.map((answer) => ({ kind: "math", answer })),
      questions.map(({ task }) => task),
    );
  });
});

describe("importing MMLU-Pro", () => {
  const file = published("mmlu_pro_test.jsonl.gz");
  it("the published test set: 12,032 questions", { skip: file.skip }, async () => {
    const questions = await questionsOf(formatNamed("mmlu-pro"), file.read());
    assert.equal(new Set(questions.map(({ id }) => id)).size, 12_032);
    assert.equal(new Set(questions.map(({ topic }) => topic)).size, 14);
    assert.equal(questions.filter(({ domain }) => domain === "math").length, 1351);
  });
});

describe("importing the union bank", () => {
  const file = published("smcs_union_question_bank_SAMPLE.json");
  it("a published sample of 60 questions and 15 models", { skip: file.skip }, async () => {
    const questions = await questionsOf(formatNamed("smcs-union"), file.read());
    assert.equal(questions.length, 60);
    assert.ok(questions.every(({ capability }) => Object.keys(capability).length === 15));
  });
});

describe("importing CRUXEval", () => {
  const file = published("cruxeval.jsonl");
  it("the published file: 800 functions", { skip: file.skip }, async () => {
    const questions = await questionsOf(formatNamed("cruxeval"), file.read());
    assert.equal(questions.length, 800);
    assert.equal(new Set(questions.map(({ id }) => id)).size, 800);
  });
});

describe("importing MBPP", () => {
  const file = published("mbpp.jsonl");
  it("the published file with its four parts", { skip: file.skip }, async () => {
    const questions = await questionsOf(formatNamed("mbpp"), file.read());
    assert.equal(questions.length, 974);
    assert.equal(new Set(questions.map(({ id }) => id)).size, 974);
    assert.equal(questions.filter(({ split }) => split === "test").length, 500);
    const partOf = (from: number, to: number) =>
      questions.filter(({ id }) => Number(id.slice(5)) >= from && Number(id.slice(5)) <= to).length;
    assert.deepEqual([partOf(1, 10), partOf(11, 510), partOf(511, 600), partOf(601, 974)], [10, 500, 90, 374]);
  });
});

describe("importing HumanEval", () => {
  const file = published("HumanEval.jsonl.gz");
  it("the published file: 164 problems", { skip: file.skip }, async () => {
    const questions = await questionsOf(formatNamed("humaneval"), file.read());
    assert.equal(questions.length, 164);
    assert.equal(new Set(questions.map(({ id }) => id)).size, 164);
  });
});

describe("importing LiveCodeBench", () => {
  const file = published("livecodebench_eval_all_o1-preview.json.gz");
  it("a published file: 880 problems", { skip: file.skip }, async () => {
    const questions = await questionsOf(formatNamed("livecodebench"), file.read());
    assert.deepEqual([questions.length, new Set(questions.map(({ id }) => id)).size], [880, 880]);
    assert.equal(questions.filter(({ split }) => split === "bank").length, 601);
  });

  const performances = published("livecodebench_performances_generation_2025-04-22.json.gz");
  it("the published file: 16 models on 1,055 problems", { skip: performances.skip }, async () => {
    const rows = await rowsOf(formatNamed("livecodebench"), performances.read());
    const outcomes = rows.flatMap((row) => (row.kind === "capability" ? [row] : []));
    assert.equal(outcomes.length, 16 * 1055);
    assert.equal(new Set(outcomes.flatMap(({ correct }) => Object.keys(correct))).size, 16);
    assert.equal(new Set(outcomes.map(({ questionId }) => questionId)).size, 1055);
  });
});
