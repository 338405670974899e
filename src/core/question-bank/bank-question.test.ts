import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import * as v from "valibot";
import { bankQuestionSchema, taskSchema } from "./bank-question.ts";

const least = { id: "1", source: "mbpp", question: "Q?", task: { kind: "open" } };
const parse = (changes: object) => v.parse(bankQuestionSchema, { ...least, ...changes });
const refused = (changes: object): void => {
  assert.equal(v.safeParse(bankQuestionSchema, { ...least, ...changes }).success, false, JSON.stringify(changes));
};

describe("a question of the bank", () => {
  it("belongs to the bank split and knows no model unless it says so", () => {
    assert.deepEqual(parse({}), { ...least, split: "bank", capability: {} });
    assert.equal(parse({ split: "test" }).split, "test");
  });

  it("takes a capability as a number", () => {
    const { capability } = parse({ capability: { a: 1, b: 0, c: 0.25 } });
    const imported = { weight: 1, evidence: "imported" };
    assert.deepEqual(capability, {
      a: { value: 1, ...imported },
      b: { value: 0, ...imported },
      c: { value: 0.25, ...imported },
    });
  });

  it("takes a capability with weight, evidence, checker and date", () => {
    const whole = { value: 0, weight: 0.25, evidence: "choice", checker: "user", at: "2025-01-01" } as const;
    const { capability } = parse({ capability: { whole, least: { value: 1 } } });
    assert.deepEqual(capability, { whole, least: { value: 1, weight: 1, evidence: "imported" } });
  });

  it("is refused with a capability outside [0, 1] or without weight", () => {
    const bad = [-0.1, 1.1, Number.NaN, "1", null, {}, { value: 2 }, { value: 1, weight: 0 }, { value: 1, weight: 2 }];
    for (const model of [...bad, { value: 1, evidence: "hearsay" }]) refused({ capability: { model } });
    refused({ capability: "1" });
  });

  it("takes every number in [0, 1] as a capability, and no other", () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2 }), (value) => {
        const { success } = v.safeParse(bankQuestionSchema, { ...least, capability: { model: value } });
        assert.equal(success, value >= 0 && value <= 1);
      }),
    );
  });

  it("is refused without id, source, text or task, and in an unknown split", () => {
    for (const key of ["id", "source", "question", "task"]) refused({ [key]: undefined });
    for (const key of ["id", "source", "question"]) refused({ [key]: "" });
    refused({ split: "train" });
    refused({ embedding: ["1"] });
  });
});

describe("a capability", () => {
  it("that is a list is refused: its positions are no model names", () => {
    refused({ capability: [1, 0] });
  });
});

describe("the skills of a question", () => {
  const skillsOf = (skills: unknown) => v.parse(bankQuestionSchema, { ...least, skills }).skills;

  it("are distinct lines in lower case, and stay as they are when they are read again", () => {
    const skills = skillsOf([" Graph\tTheory ", "graph theory", "\u0000", "B\u00c4UME"]);
    assert.deepEqual(skills, ["graph theory", "b\u00e4ume"]);
    assert.deepEqual(skillsOf(skills), skills);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 60 }), { maxLength: 12 }), (texts) => {
        const once = skillsOf(texts);
        assert.deepEqual(skillsOf(once), once);
      }),
    );
  });

  it("are refused beyond their limits", () => {
    refused({ skills: "sql" });
    refused({ skills: [1] });
    refused({ skills: ["x".repeat(61)] });
    refused({ skills: Array.from({ length: 13 }, (_, at) => `${at}`) });
    assert.equal(skillsOf(["\u{1f600}".repeat(60)])?.length, 1);
  });
});

describe("a task", () => {
  const accepts = (task: unknown): boolean => v.safeParse(taskSchema, task).success;

  it("may be of every documented kind", () => {
    const tasks = [
      { kind: "choice", options: ["x", "y"], answer: "B" },
      { kind: "math", answer: "42" },
      { kind: "math", answer: "0.141", tolerance: 0.01 },
      { kind: "text", pattern: "^a" },
      { kind: "text", pattern: "^a", flags: "im" },
      { kind: "instructions", ids: ["length"], kwargs: [{ words: 3 }] },
      { kind: "code-tests", language: "python", tests: ["assert f() == 1"], timeLimitMs: 1000 },
      { kind: "code-tests", language: "javascript", stdio: [{ input: "1", output: "2" }] },
      { kind: "code-tests", language: "python", entryPoint: "f", calls: [{ input: "[1]\n2", output: "3" }] },
      { kind: "open" },
    ];
    for (const task of tasks) assert.deepEqual(v.parse(taskSchema, task), task);
  });

  it("is refused when there is nothing to run or to compare", () => {
    for (const task of [{ kind: "code-tests", language: "python" }, { kind: "text" }]) {
      refused({ task });
    }
  });

  it("is refused with flags of any length, at once: a pattern that looks for repeated letters would take hours", () => {
    const flags = Array.from({ length: 50_000 }, (_, at) => String.fromCharCode(at)).join("");
    assert.equal(accepts({ kind: "text", pattern: "a", flags }), false);
  });

  it("is refused when its kind or language is unknown or a part is missing", () => {
    const tasks = [
      {},
      { kind: "essay" },
      { kind: "choice", options: ["x"] },
      { kind: "math", answer: 42 },
      { kind: "math", answer: "42", tolerance: -1 },
      { kind: "text", pattern: "a", flags: "g" },
      { kind: "text", pattern: "a", flags: "ii" },
      { kind: "code-tests", language: "python", calls: [{ input: "1", output: "2" }] },
      { kind: "code-tests", language: "cobol", tests: ["x"] },
      { kind: "code-tests", language: "python", tests: [""] },
      ...[0, -1, 0.5, NaN, Infinity, "1000", null].map((timeLimitMs) => ({
        kind: "code-tests",
        language: "python",
        tests: ["x"],
        timeLimitMs,
      })),
    ];
    assert.deepEqual(tasks.filter(accepts), []);
  });
});
