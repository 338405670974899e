import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { priorsFrom } from "./priors-from.ts";

const reply = fc.record({ model: fc.constantFrom("a", "b", "c"), correct: fc.boolean() });
const rows = fc.array(
  fc.record({
    questionId: fc.constantFrom("1", "2", "3"),
    candidates: fc.array(reply, { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: 8 },
);

describe("priors from the other questions", () => {
  it("are the share of right replies there", () => {
    const priorOf = priorsFrom([
      { questionId: "1", candidates: [{ model: "a", correct: true }, { model: "a", correct: false }] }, // prettier-ignore
      { questionId: "2", candidates: [{ model: "a", correct: true }] },
    ]);
    assert.equal(priorOf("a", "3"), 2 / 3);
    assert.equal(priorOf("a", "1"), 1);
    assert.equal(priorOf("a", "2"), 0.5);
  });

  it("are one half where there are no other questions", () => {
    assert.equal(priorsFrom([])("a", "1"), 0.5);
    assert.equal(priorsFrom([{ questionId: "1", candidates: [{ model: "a", correct: true }] }])("a", "1"), 0.5);
  });

  it("never know their own question", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const turned = all.map((row) =>
          row.questionId === "1"
            ? { ...row, candidates: row.candidates.map((one) => ({ ...one, correct: !one.correct })) }
            : row,
        );
        for (const model of ["a", "b", "c"]) assert.equal(priorsFrom(turned)(model, "1"), priorsFrom(all)(model, "1"));
      }),
    );
  });
});
