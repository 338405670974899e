import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { embedded } from "../../../test/support/core/banks.ts";
import type { BankQuestion } from "../question-bank/index.ts";
import { type GrowthChange, type Lesson, lessonOf, type Outcome, undoOf } from "./lesson.ts";
import type { NothingLearned } from "./teaching.ts";

const AT = "2026-01-02T03:04:05.000Z";
const choice: Outcome = { value: 1, weight: 0.25, evidence: "choice", checker: "by hand", at: AT };
const checked: Outcome = { value: 0, weight: 1, evidence: "checked" };
const fresh = { id: "own/1", domain: "coding", task: { kind: "open" }, embedding: embedded(3, 4) } as const;

/** Returns what is learned when some models agree with the choice and the others have the given values. */
function learned(
  right: readonly string[],
  twin: BankQuestion | null = null,
  rest: Readonly<Record<string, number>> = {},
): Lesson | NothingLearned {
  const values = new Map([...right.map((model) => [model, 1] as const), ...Object.entries(rest)]);
  const evidence = "choice" as const;
  const agreement = { values, weight: 0.25, evidence, checker: "by hand", check: null, none: "Nobody can tell." };
  return lessonOf("How?", agreement, { twin, fresh }, AT);
}
const question = (capability: BankQuestion["capability"], rest: Partial<BankQuestion> = {}): BankQuestion => {
  return { id: "q1", source: "mbpp", split: "bank", question: "How?", task: { kind: "open" }, capability, ...rest };
};
function lessonFor(agreeing: readonly string[], twin: BankQuestion | null = null): Lesson {
  const found = learned(agreeing, twin);
  assert.ok(found.kind === "lesson");
  return found;
}

describe("a lesson", () => {
  it("adds a new question with the agreeing models as right, weakly", () => {
    const { changes, questionId, capability } = lessonFor(["a", "b"]);
    assert.deepEqual([questionId, capability], ["own/1", { a: choice, b: choice }]);
    const [change] = changes;
    assert.ok(changes.length === 1 && change?.kind === "add");
    assert.deepEqual(change.entry.question, {
      ...question({ a: choice, b: choice }, { id: "own/1", source: "own" }),
      domain: "coding",
    });
    assert.deepEqual(Array.from(change.entry.vector), [Math.fround(0.6), Math.fround(0.8)]);
  });

  it("is learned of a model that passes a check with half of its replies", () => {
    const values = new Map([["a", 0.5]]);
    const agreement = { values, weight: 0.5, evidence: "choice", checker: "math-1", none: "Not run." } as const;
    const found = lessonOf("How?", { ...agreement, check: { chosenPasses: true } }, { twin: null, fresh }, AT);
    assert.deepEqual(found.kind === "lesson" && found.capability["a"]?.value, 0.5);
    assert.deepEqual(lessonOf("How?", { ...agreement, check: null }, { twin: null, fresh }, AT).kind, "nothing");
  });

  it("records who differs as wrong, and of whom nobody can tell as half, with the same weight", () => {
    const found = learned(["a"], null, { b: 0, c: 0.5 });
    assert.ok(found.kind === "lesson");
    assert.deepEqual(found.capability, { a: choice, b: { ...choice, value: 0 }, c: { ...choice, value: 0.5 } });
    const wrong = learned([], null, { b: 0 });
    assert.ok(wrong.kind === "lesson");
    assert.deepEqual(wrong.capability, { b: { ...choice, value: 0 } });
  });

  it("gives a question that is there already its outcomes, and makes no twin", () => {
    const { changes } = lessonFor(["a"], question({ b: checked }));
    assert.deepEqual(changes, [{ kind: "outcomes", id: "q1", capability: { a: choice } }]);
  });

  it("leaves what is known as it is, whatever the evidence", () => {
    const known = { checked, imported: { ...checked, evidence: "imported" }, chosen: choice } as const;
    const { capability } = lessonFor([...Object.keys(known), "new"], question(known));
    assert.deepEqual(Object.keys(capability), ["new"]);
  });

  const reasonFor = (found: Lesson | NothingLearned): string => (found.kind === "nothing" ? found.reason : "a lesson");

  it("is nothing where all is known, nothing is decided or the question tests models", () => {
    assert.match(reasonFor(learned(["a"], question({ a: checked }))), /already knows how a did/);
    assert.match(reasonFor(learned([])), /Nobody can tell/);
    assert.match(reasonFor(learned([], null, { a: 0.5, b: 0.5 })), /Nobody can tell/);
    assert.match(reasonFor(learned(["a"], question({}, { split: "test" }))), /q1 of the test split/);
  });

  it("takes a model's name for nothing but a name", () => {
    assert.deepEqual(Object.keys(lessonFor(["__proto__", "constructor"], question({})).capability), [
      "__proto__",
      "constructor",
    ]);
  });
});

describe("undoing a lesson", () => {
  it("takes a question out that the lesson brought", () => {
    const lesson = lessonFor(["a"]);
    assert.deepEqual(undoOf(lesson, question({ a: choice }, { id: "own/1" })), [{ kind: "remove", id: "own/1" }]);
  });

  it("keeps a question that others know something of by now", () => {
    const now = question({ a: choice, b: checked }, { id: "own/1" });
    assert.deepEqual(undoOf(lessonFor(["a"]), now), [{ kind: "outcomes", id: "own/1", capability: { a: null } }]);
  });

  it("forgets nothing that was learned since in its place", () => {
    const lesson = lessonFor(["a"], question({}));
    assert.deepEqual(undoOf(lesson, question({ a: checked })), []);
    assert.deepEqual(undoOf(lesson, question({ a: { ...choice, at: "2026-02-01T00:00:00.000Z" } })), []);
    assert.deepEqual(undoOf(lesson, null), []);
  });

  it("restores the question exactly", () => {
    const models = ["a", "b", "c", "d"];
    const subset = fc.subarray(models);
    fc.assert(
      fc.property(subset, subset, subset, fc.boolean(), (known, agreeing, differing, isThere) => {
        const before = isThere ? question(Object.fromEntries(known.map((model) => [model, checked]))) : null;
        const found = learned(agreeing, before, Object.fromEntries(differing.map((model) => [model, 0])));
        if (found.kind === "nothing") return;
        const after = applied(before, found.changes);
        assert.notDeepEqual(after, before);
        assert.deepEqual(applied(after, undoOf(found, after)), before);
      }),
    );
  });
});

/** Returns the question after changes, applied as by the bank. */
function applied(before: BankQuestion | null, changes: readonly GrowthChange[]): BankQuestion | null {
  return changes.reduce((so: BankQuestion | null, change) => {
    if (change.kind === "remove") return null;
    if (change.kind === "add") return change.entry.question;
    assert.ok(so !== null);
    const capability = Object.entries({ ...so.capability, ...change.capability });
    return { ...so, capability: Object.fromEntries(capability.filter(([, outcome]) => outcome !== null)) as never };
  }, before);
}
