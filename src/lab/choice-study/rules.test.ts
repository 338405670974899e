import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { candidate, measuredSet } from "../../../test/support/lab/choice-study.ts";
import { accuracyOf, type ChoiceRule, type MeasuredSet, rules } from "./rules.ts";

const named = (name: string): ChoiceRule => rules.find((rule) => rule.name === name)!;
const chances = (set: MeasuredSet, ...names: string[]): number[] => names.map((name) => accuracyOf(named(name), set));

describe("a rule", () => {
  it("that cannot tell candidates apart is right with the share of right ones", async () => {
    const same = [true, false, false, true, false].map((correct) => candidate({ correct, answer: "a" }));
    const set = await measuredSet(same, [1, 1, 1, 1, 1]);
    for (const rule of rules) assert.equal(accuracyOf(rule, set), 2 / 5, rule.name);
  });

  it("decides by its first step, and by the next one between equals", async () => {
    const set = await measuredSet(
      [
        candidate({ text: "one", correct: false, prior: 0.9 }),
        candidate({ text: "two", correct: false, prior: 0.2 }),
        candidate({ text: "two", correct: true, prior: 0.3 }),
      ],
      [0.5, 1, 1],
    );
    assert.deepEqual(chances(set, "prior", "S_sim", "examples, then prior"), [0, 1, 1]);
  });

  it("takes code that could not be run for code that passes nothing", async () => {
    const set = await measuredSet(
      [candidate({ correct: false, prior: 0.9 }), candidate({ correct: true })],
      [null, 0.1],
    );
    assert.deepEqual(chances(set, "prior", "examples, then prior"), [0, 1]);
  });

  it("by majority counts answers, by squared odds weighs them; no answer has no votes", async () => {
    const set = await measuredSet([
      candidate({ answer: "a", correct: true, prior: 0.9 }),
      candidate({ answer: "b", correct: false, prior: 0.6 }),
      candidate({ answer: "b", correct: false, prior: 0.7 }),
      ...Array.from({ length: 3 }, () => candidate({ answer: null, correct: false, prior: 0.99 })),
    ]);
    assert.deepEqual(chances(set, "majority", "squared odds", "prior"), [0, 1, 0]);
  });

  it("by votes says nothing about candidates without answers", async () => {
    const set = await measuredSet([candidate({ correct: true })]);
    assert.deepEqual(
      rules.filter(({ appliesTo }) => appliesTo?.(set) === false).map(({ name }) => name),
      ["majority", "squared odds", "posterior odds, m = 2"],
    );
  });

  it("says the same of candidates in another order", async () => {
    const known = fc.record({
      text: fc.constantFrom("one a", "one b", "two a", "three b"),
      answer: fc.constantFrom("a", "b", null),
      correct: fc.boolean(),
      prior: fc.constantFrom(0.3, 0.5, 0.8),
      passed: fc.constantFrom(0, 0.5, 1, null),
    });
    const both = fc
      .array(known, { minLength: 1, maxLength: 7 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
      );
    await fc.assert(
      fc.asyncProperty(both, async (orders) => {
        const [one, other] = await Promise.all(
          orders.map((all) => measuredSet(all.map((fields) => candidate(fields)), all.map(({ passed }) => passed))), // prettier-ignore
        );
        for (const rule of rules)
          assert.ok(Math.abs(accuracyOf(rule, one!) - accuracyOf(rule, other!)) < 1e-12, rule.name);
      }),
    );
  });
});
