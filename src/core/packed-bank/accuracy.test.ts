import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bankOf } from "../../../test/support/core/banks.ts";
import { accuracies } from "./accuracy.ts";
import type { PackedBank } from "./packed-bank.ts";

const overallAccuracy = (bank: PackedBank, model: string) => accuracies(bank)[bank.models.indexOf(model)] ?? null;
const domainAccuracy = (bank: PackedBank, model: string, domain: string) =>
  accuracies(bank, domain)[bank.models.indexOf(model)] ?? null;

describe("the accuracy of a model", () => {
  const bank = bankOf([
    { domain: "coding", outcomes: { m: 1, weak: [1, 0.5] } },
    { domain: "coding", outcomes: { m: 0, weak: 0 } },
    { outcomes: { m: 1 } },
    {},
  ]);

  it("is the share of right answers among the known ones", () => {
    assert.equal(overallAccuracy(bank, "m"), 2 / 3);
    assert.equal(domainAccuracy(bank, "m", "coding"), 0.5);
  });

  it("weighs weak evidence less", () => {
    // 0.5 right of 1.5 known.
    assert.equal(overallAccuracy(bank, "weak"), 0.5 / 1.5);
  });

  it("counts what choices have taught by their weight, an undecided answer as half right", () => {
    const checked = Array.from({ length: 10 }, (_, row) => ({ domain: "math", outcomes: { m: row < 8 ? 1 : 0 } }));
    const taught = [1, 1, 0, 0.5].map((value) => ({ domain: "own", outcomes: { m: [value, 0.25] as const } }));
    const grown = bankOf([...checked, ...taught]);
    // By hand: (8 + 0.25 * 2.5) / (10 + 0.25 * 4), and 2.5 / 4 on the own questions alone.
    assert.equal(overallAccuracy(grown, "m"), 8.625 / 11);
    assert.equal(domainAccuracy(grown, "m", "own"), 0.625);
    assert.equal(domainAccuracy(grown, "m", "math"), 0.8);
  });

  it("is null where nothing is known", () => {
    assert.equal(overallAccuracy(bank, "stranger"), null);
    assert.equal(domainAccuracy(bank, "weak", ""), null);
    assert.equal(domainAccuracy(bank, "m", "a domain of no question"), null);
  });

  it("is counted once per bank and domain", () => {
    const changed = bankOf([{ domain: "coding", outcomes: { m: 1 } }, { outcomes: { m: 0 } }]);
    const accuracies = () => [overallAccuracy(changed, "m"), domainAccuracy(changed, "m", "coding")];
    assert.deepEqual(accuracies(), [0.5, 1]);
    changed.capability.fill(0);
    assert.deepEqual(accuracies(), [0.5, 1]);
    assert.deepEqual([overallAccuracy({ ...changed }, "m"), overallAccuracy(bank, "m")], [null, 2 / 3]);
  });

  it("does not depend on other models or on the order of the questions", () => {
    const known = fc.constantFrom(0, 1, undefined);
    fc.assert(
      fc.property(fc.array(fc.tuple(known, known), { maxLength: 12 }), (pairs) => {
        const rowsOf = (all: typeof pairs, withOther: boolean) =>
          all.map(([m, other]) => ({
            outcomes: {
              ...(m === undefined ? {} : { m }),
              ...(withOther && other !== undefined ? { a: other, z: other } : {}),
            },
          }));
        const alone = overallAccuracy(bankOf(rowsOf(pairs, false)), "m");
        assert.equal(overallAccuracy(bankOf(rowsOf(pairs.toReversed(), true)), "m"), alone);
        const right = pairs.filter(([m]) => m === 1).length;
        const asked = pairs.filter(([m]) => m !== undefined).length;
        assert.equal(alone, asked === 0 ? null : right / asked);
      }),
    );
  });
});
