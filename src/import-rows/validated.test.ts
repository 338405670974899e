import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { badRow } from "../row-files/index.ts";
import { validated, validatedCapability } from "./validated.ts";

const least = { id: "1", source: "s", question: "Q?", task: { kind: "open" } };
const reasonOf = (changes: object): string => {
  const row = validated(3, { ...least, ...changes });
  return row.kind === "bad" ? row.reason : "";
};
const namedProto: unknown = JSON.parse('{"__proto__":1}');
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

describe("a validated question", () => {
  it("has the bank's defaults", () => {
    const question = { ...least, split: "bank", capability: {} };
    assert.deepEqual(validated(3, least), { kind: "question", at: 3, question });
  });

  it("is refused with the field and the reason", () => {
    assert.match(reasonOf({ question: 7 }), /^question is not usable: /);
    assert.match(reasonOf({ task: { kind: "code-tests", language: "cobol" } }), /^task\.language is not usable: /);
    assert.equal(validated(3, undefined).kind, "bad");
  });

  it("is refused beyond a limit, with the field and the limit", () => {
    const task = { kind: "code-tests", language: "python", tests: ["f()"] };
    for (const timeLimitMs of [3e9, 1e9, 120_001])
      assert.equal(
        reasonOf({ task: { ...task, timeLimitMs } }),
        "task.timeLimitMs is not usable: it may be at most 120,000 ms",
      );
    for (const timeLimitMs of [0, -1, 0.5, NaN, Infinity, "1000"])
      assert.match(reasonOf({ task: { ...task, timeLimitMs } }), /^task\.timeLimitMs is not usable: /);
    assert.match(
      reasonOf({ task: { ...task, entryPoint: "(a+)+$" } }),
      /^task\.entryPoint is not usable: it must be a name/,
    );
  });

  it("is refused with the reason in sight, however long the name of a model is", () => {
    assert.match(reasonOf({ capability: { ["m".repeat(5_000)]: 2 } }), /^capability\.m+… is not usable: .*2/);
  });

  it("is refused with an embedding that has no direction", () => {
    for (const embedding of [[], [0, 0], [1, Infinity], [1, -Infinity]]) {
      assert.match(reasonOf({ embedding }), /^embedding is not usable/);
    }
    assert.equal(reasonOf({ embedding: [0, 0.5] }), "");
  });

  it("is refused with arguments that nest too deep to be stored", () => {
    const task = (levels: number) => ({ kind: "instructions", ids: ["a"], kwargs: [{ a: nested(levels) }] });
    assert.match(reasonOf({ task: task(5_000) }), /^task\.kwargs is not usable/);
    assert.equal(reasonOf({ task: task(10) }), "");
  });
});

describe("validated outcomes", () => {
  it("lie between 0 and 1, for at least one model", () => {
    const row = { kind: "capability", at: 1, questionId: "s/1", correct: { a: 0, b: 0.5 } };
    assert.deepEqual(validatedCapability(1, { questionId: "s/1", correct: { a: 0, b: 0.5 } }), row);
    for (const correct of [{}, { a: 2 }, { a: "1" }, { "": 1 }, [], null, namedProto]) {
      assert.equal(validatedCapability(1, { questionId: "s/1", correct }).kind, "bad", JSON.stringify(correct));
    }
  });
});

describe("validated outcomes beyond a limit", () => {
  it("are refused with the field and the limit", () => {
    const reason = (candidate: object) => {
      const row = validatedCapability(1, candidate);
      return row.kind === "bad" ? row.reason : "";
    };
    assert.match(reason({ questionId: "q".repeat(501), correct: { a: 1 } }), /^questionId is not usable: .*500/);
    assert.match(reason({ questionId: "q", correct: { ["m".repeat(201)]: 1 } }), /^correct is not usable: .*200/);
  });
});

describe("a bad row's reason", () => {
  it("is one short line without control characters", () => {
    assert.equal(badRow(1, "a\n\u001b[31mb\u202ec").reason, "a [31mb c");
    assert.equal(badRow(1, "x".repeat(1_000)).reason.length, 300);
  });
});
