import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { type Merging, mergeOutcomes, mergeQuestion, mergeTwin } from "./merge-rows.ts";

const merging = (changes: Partial<BankQuestion> = {}, vector: Merging["vector"] = null): Merging => ({
  question: {
    id: "a",
    source: "test",
    split: "bank",
    question: "What is a?",
    task: { kind: "open" },
    capability: {},
    ...changes,
  },
  vector,
});
const outcome = (value: number) => ({ value, weight: 1, evidence: "imported" }) as const;
const task = { kind: "math", answer: "4" } as const;

describe("merging a question into one of the same id", () => {
  it("gives back the old one itself where nothing is new, however the fields are ordered", () => {
    const known = merging({ capability: { x: outcome(1) } }, [1, 0]);
    const { capability, ...others } = known.question;
    assert.equal(mergeQuestion(known, { question: { capability, ...others }, vector: null }), known);
    assert.equal(mergeQuestion(known, merging({}, Float32Array.of(1, 1e-8))), known);
  });

  it("keeps outcomes that the new one does not bring, and takes its words", () => {
    const known = merging({ capability: { x: outcome(1), y: outcome(0) } });
    const { question } = mergeQuestion(known, merging({ question: "What?", capability: { y: outcome(1) } }));
    assert.deepEqual(question.capability, { x: outcome(1), y: outcome(1) });
    assert.equal(question.question, "What?");
  });

  it("keeps keywords of the same text that the new one does not bring", () => {
    const known = merging({ skills: ["sql"] });
    assert.deepEqual(mergeQuestion(known, merging({ topic: "t" })).question.skills, ["sql"]);
    assert.deepEqual(mergeQuestion(known, merging({ skills: ["joins"] })).question.skills, ["joins"]);
    assert.equal(mergeQuestion(known, merging({ question: "What else?" })).question.skills, undefined);
    assert.equal(mergeQuestion(known, merging()), known);
  });

  it("leaves a test question a test question", () => {
    assert.equal(mergeQuestion(merging({ split: "test" }), merging()).question.split, "test");
    assert.equal(mergeQuestion(merging(), merging({ split: "test" })).question.split, "test");
  });

  it("keeps the vector as long as it fits the text, and takes a new one", () => {
    const known = merging({}, [1, 0]);
    assert.deepEqual(mergeQuestion(known, merging({ topic: "t" })).vector, [1, 0]);
    assert.equal(mergeQuestion(known, merging({ question: "What else?" })).vector, null);
    assert.deepEqual(mergeQuestion(known, merging({}, [0, 1])).vector, [0, 1]);
  });
});

describe("merging a question into the same one of another id", () => {
  it("brings outcomes and nothing that the old one has", () => {
    const known = merging({ topic: "old", capability: { x: outcome(1) } }, [1, 0]);
    const twin = merging(
      { id: "b", topic: "new", domain: "math", skills: ["sql"], question: "What  is a?", split: "test" },
      [0, 1],
    );
    const { question, vector } = mergeTwin(known, twin);
    const { capability } = known.question;
    assert.deepEqual(question, { ...known.question, domain: "math", skills: ["sql"], split: "test", capability });
    assert.deepEqual(vector, [1, 0]);
    assert.equal(mergeTwin({ question, vector }, twin).question, question);
  });
});

describe("merging a question without a check and the same one with a check", () => {
  const open = { source: "TEST", topic: "from the open one", question: "What  is a?", capability: { x: outcome(1) } };
  const checked = { task, domain: "math", split: "test", capability: { y: outcome(0) } } as const;
  const both = {
    id: "named",
    source: "test",
    split: "test",
    domain: "math",
    topic: "from the open one",
    question: "What is a?",
    task,
    capability: { x: outcome(1), y: outcome(0) },
  };

  it("gives the same in either order: id and words of the one with the check, what both know, the bank's vector", () => {
    const [position, named] = [merging({ ...open, id: "17" }, [1, 0]), merging({ ...checked, id: "named" }, [0, 1])];
    assert.deepEqual(mergeTwin(position, named), { question: both, vector: [1, 0] });
    assert.deepEqual(mergeTwin(named, position), { question: both, vector: [0, 1] });
  });

  it("does so under one id as well, where other words take no vector away", () => {
    const [one, other] = [merging({ ...open, id: "named" }, [1, 0]), merging({ ...checked, id: "named" })];
    assert.deepEqual(mergeQuestion(one, other), { question: both, vector: [1, 0] });
    assert.deepEqual(mergeQuestion(other, one), { question: both, vector: null });
    const embedded = { ...other, vector: [0, 1] };
    assert.deepEqual(mergeQuestion(one, embedded).vector, [0, 1], "that of the words that stand now");
    assert.deepEqual(mergeQuestion(embedded, one).vector, [0, 1]);
    const whole = mergeQuestion(one, other);
    assert.equal(mergeQuestion(whole, one), whole, "nothing is new the second time");
  });
});

describe("merging outcomes", () => {
  it("adds them and replaces those of the same model", () => {
    const known = merging({ capability: { x: outcome(1), y: outcome(0) } });
    const { question } = mergeOutcomes(known, { y: 0.5 });
    assert.deepEqual(question.capability, { x: outcome(1), y: outcome(0.5) });
    assert.equal(mergeOutcomes(known, { x: 1 }), known);
  });
});
