import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../../test/support/core/banks.ts";
import { choiceQuestion } from "../../../../test/support/lab/benchmark.ts";
import { assertDisjoint, chooseTest } from "./choose-test.ts";
import type { PlainQuestion } from "./read-questions.ts";

const bankQuestion = (id: string, changes: Partial<PlainQuestion> = {}): PlainQuestion =>
  choiceQuestion(id, { split: "bank", ...changes });
const many = (count: number, make: (id: string) => PlainQuestion, source = "s"): PlainQuestion[] =>
  Array.from({ length: count }, (_, index) => make(`${source}${index}`));
const ids = (questions: readonly PlainQuestion[]): string[] => questions.map(({ id }) => id);

describe("choice of the test", () => {
  it("asks the test split and searches the bank split", () => {
    const bank = [...many(4, bankQuestion, "b"), ...many(3, choiceQuestion, "t")];
    const { test, searched, notes } = chooseTest({ bank, file: null, limit: null });
    assert.deepEqual(ids(test).sort(), ["t0", "t1", "t2"]);
    assert.deepEqual([...searched], ["b0", "b1", "b2", "b3"]);
    assert.deepEqual(notes, []);
  });

  it("hides bank questions that are test questions under another id, and says how many", () => {
    const bank = [bankQuestion("b0", { question: "What  of\nt0?" }), bankQuestion("b1"), choiceQuestion("t0")];
    const { searched, notes } = chooseTest({ bank, file: null, limit: null });
    assert.deepEqual([...searched], ["b1"]);
    assert.match(notes.join(), /^1 bank questions are the same as test questions/);
  });

  it("hides bank questions that differ from a test question in capitals, quotes or the last full stop only", () => {
    const asked = choiceQuestion("t0", { question: "What is the model’s first answer?" });
    const alike = bankQuestion("b0", { question: "what is the model's FIRST answer" });
    const other = bankQuestion("b1", { question: "What is the model's second answer?" });
    const { searched } = chooseTest({ bank: [alike, other, asked], file: null, limit: null });
    assert.deepEqual([...searched], ["b1"]);
  });

  it("asks 30% of a bank without a test split instead, and searches the rest", () => {
    const bank = many(20, bankQuestion);
    const { test, searched, notes } = chooseTest({ bank, file: null, limit: null });
    assert.equal(test.length, 6);
    assert.equal(searched.size, 14);
    assert.ok(test.every(({ id }) => !searched.has(id)));
    assert.match(notes.join(), /6 of its 20 questions/);
    const fewer = chooseTest({ bank, file: null, limit: 2 });
    assert.deepEqual(ids(fewer.test), ids(test).slice(0, 2));
    assert.equal(fewer.searched.size, 18);
  });

  it("samples by data set", () => {
    const of = (source: string) => (id: string) => choiceQuestion(id, { source });
    const bank = [bankQuestion("b"), ...many(30, of("large"), "l"), ...many(10, of("small"), "s")];
    const { test, dataSetOf } = chooseTest({ bank, file: null, limit: 8 });
    const counts = test.map(dataSetOf).filter((name) => name === "small").length;
    assert.deepEqual([test.length, counts], [8, 2]);
  });

  it("takes a file's questions in place of the test split, whatever their split, once each and only if checkable", () => {
    const bank = [...many(3, bankQuestion, "b"), choiceQuestion("t0")];
    const file = [
      bankQuestion("f0"),
      choiceQuestion("f1", { question: "What of f0?" }),
      choiceQuestion("f2", { task: { kind: "open" } }),
      choiceQuestion("b1"),
    ];
    const { test, searched } = chooseTest({ bank, file, limit: null });
    assert.deepEqual(ids(test).sort(), ["b1", "f0"]);
    assert.deepEqual([...searched], ["b0", "b2"]);
  });

  it("tells a single source's data sets apart by their kinds of task", () => {
    const bank = [bankQuestion("b"), choiceQuestion("c"), choiceQuestion("m", { task: { kind: "math", answer: "1" } })];
    const { test, dataSetOf } = chooseTest({ bank, file: null, limit: null });
    assert.deepEqual(test.map(dataSetOf).sort(), ["math", "multiple choice"]);
  });

  it("knows the paper's data sets by all their names, and calls them what the bank does", () => {
    const of = (id: string, source: string): PlainQuestion => bankQuestion(id, { source });
    const bank = [of("b0", "MATH"), of("b1", "GPQA"), of("b2", "MMLU-PRO"), of("b3", "own")];
    const file = ["MATH-500", "GPQA-Diamond", "mmlu_pro", "other"].map((source) => choiceQuestion(source, { source }));
    const { test, dataSetOf } = chooseTest({ bank, file, limit: null });
    assert.deepEqual(test.map(dataSetOf).sort(), ["GPQA", "MATH", "MMLU-PRO", "other"]);
  });

  it("refuses a test of nothing", () => {
    assert.throws(() => chooseTest({ bank: [], file: null, limit: null }), /no question to test with/);
  });

  it("makes sure that no test question is searched", () => {
    const bank = bankOf([{ id: "q" }]);
    assert.throws(() => {
      assertDisjoint(bank, [choiceQuestion("q")]);
    }, /test question q is in the part/);
    assert.throws(() => {
      assertDisjoint(bank, [choiceQuestion("x", { question: "question  0" })]);
    }, /question q/);
    assertDisjoint(bank, [choiceQuestion("x")]);
  });
});
