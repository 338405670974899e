import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { QuestionIndex, type Answered } from "./question-index.ts";

const answered = (dataSet: string, question: string | null, more: Partial<Answered> = {}): Answered => ({
  dataSet,
  question,
  id: null,
  options: null,
  ...more,
});
const choice = (...options: string[]) => ({ kind: "choice" as const, options, answer: "A" });

describe("the index of answered questions", () => {
  it("finds a question by its text, whatever its white space", () => {
    const item = answered("AIME", "What is\r\n 2 + 2?");
    const index = new QuestionIndex([answered("AIME", "What is 2 + 2? And 3?"), item, answered("AIME", "What")]);
    assert.equal(index.find({ question: " What is 2 + 2? " }), item);
    assert.equal(index.find({ question: "What is" }), null);
    assert.equal(index.find({ question: " " }), null);
  });

  it("finds a question by the data set's id, however the source is spelt and the text is put", () => {
    const item = answered("MMLU-PRO", null, { id: "70" });
    const index = new QuestionIndex([item]);
    assert.equal(index.find({ question: "x", source: "mmlu_pro", id: "mmlu_pro/70" }), item);
    assert.equal(index.find({ question: "x", source: "GPQA", id: "GPQA/70" }), null);
    assert.equal(index.find({ question: "x", source: "MMLU-PRO", id: "70" }), null);
  });

  it("tells questions of the same text apart by their options", () => {
    const items = [
      ["1", "2"],
      ["3", "4"],
    ].map((options) => answered("MMLU-PRO", "Which?", { options }));
    const index = new QuestionIndex(items);
    assert.equal(index.find({ question: "Which?", task: choice("3", "4") }), items[1]);
    assert.equal(index.find({ question: "Which?", task: choice("3", "5") }), null);
  });

  it("takes no reply that saw the options in another order, but says which", () => {
    const index = new QuestionIndex([answered("GPQA", "Which gas?", { options: ["neon ", "argon"] })]);
    const sought = { question: "Which gas?", task: choice("argon", "neon") };
    assert.equal(index.find(sought), null);
    assert.deepEqual(index.otherOrder(sought), ["neon ", "argon"]);
    assert.equal(index.otherOrder({ question: "Which gas?", task: choice("neon", "argon") }), null);
    assert.equal(index.otherOrder({ question: "Which gas?", task: choice("argon", "xenon") }), null);
  });

  it("finds a question whose options stand in the text, in their order", () => {
    const item = answered("MedMCQA", "Which bone?\nA. Femur\nB. Humerus");
    const index = new QuestionIndex([item]);
    assert.equal(index.find({ question: "Which bone?", task: choice("Femur", "Humerus") }), item);
    assert.equal(index.find({ question: "Which bone?", task: choice("Humerus", "Femur") }), null);
    assert.equal(index.find({ question: "Which bone?" }), null);
  });

  it("finds every one of any texts", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }).map((text) => `q${text.trim()}`)), (texts) => {
        const items = texts.map((text) => answered("own", text));
        const index = new QuestionIndex(items);
        for (const text of texts) assert.equal(index.find({ question: text })?.dataSet, "own");
      }),
    );
  });
});
