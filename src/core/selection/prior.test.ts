import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bankOf, type Row } from "../../../test/support/core/banks.ts";
import { priors } from "./prior.ts";

const near = (actual: number | undefined, expected: number): void => {
  assert.ok(actual !== undefined && Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
};
const repeat = (count: number, outcomes: Row["outcomes"] = {}): Row[] =>
  Array.from({ length: count }, () => ({ outcomes }));
/** Returns the bank's first questions as support, with these similarities. */
const supportOf = (similarities: readonly number[]) => {
  return { rows: Uint32Array.from(similarities.keys()), similarities: Float32Array.from(similarities) };
};
const alike = (count: number) => supportOf(Array.from({ length: count }, () => 1));

describe("the prior of Eq. 4", () => {
  it("adds up the similarities of the support questions that a model gets right", () => {
    const rows = [{ outcomes: { m: 1 } }, { outcomes: { m: 0 } }, { outcomes: { m: 1 } }, { outcomes: { m: 1 } }];
    // The fourth question is no support question: 0.875 + 0.5.
    const { models, basis } = priors(bankOf(rows), ["m"], supportOf([0.875, 0.75, 0.5]));
    assert.deepEqual(models, [{ model: "m", value: 1.375, evaluated: true, overall: 0.75 }]);
    assert.equal(basis, "support");
  });

  it("is the plain sum to the last bit where everything is known", () => {
    const graded = fc.constantFrom(0, 0.25, 0.5, 1);
    const outcome = fc.tuple(fc.float({ min: Math.fround(1e-3), max: 1, noNaN: true }), graded);
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 30 }), (known) => {
        const bank = bankOf(known.map(([, value]) => ({ outcomes: { m: value } })));
        const plain = known.reduce((sum, [similarity, value]) => sum + similarity * value, 0);
        assert.equal(priors(bank, ["m"], supportOf(known.map(([s]) => s))).models[0]?.value, plain);
      }),
    );
  });

  it("scales the known part up to the whole support weight", () => {
    // 6 of 10 known right, 20 support questions: 20 * 6 / 10.
    const rows = [...repeat(6, { m: 1 }), ...repeat(4, { m: 0 }), ...repeat(10)];
    near(priors(bankOf(rows), ["m"], alike(20)).models[0]?.value, 12);
  });

  it("weighs weak evidence less", () => {
    // W = 10, k = 5 + 5 * 0.5 = 7.5; right is 5 when the weak half is wrong, 2.5 when only the weak half is right.
    const rows = [...repeat(5, { up: 1, down: 0 }), ...repeat(5, { up: [0, 0.5], down: [1, 0.5] })];
    const [up, down] = priors(bankOf(rows), ["up", "down"], alike(10)).models;
    near(up?.value, (10 * 5) / 7.5);
    near(down?.value, (10 * 2.5) / 7.5);
  });

  it("is the others' mean, marked, for a model with fewer than 10 known support questions", () => {
    const rows = [
      ...repeat(9, { all: 1, half: 1, few: 1, ten: 1 }),
      ...repeat(1, { all: 1, half: 1, ten: 1 }),
      ...repeat(10, { all: 1, half: 0 }),
    ];
    const { models } = priors(bankOf(rows), ["all", "few", "half", "stranger"], alike(20));
    const mean = { value: 15, evaluated: false };
    assert.deepEqual(models, [
      { model: "all", value: 20, evaluated: true, overall: 1 },
      { model: "few", ...mean, overall: 1 },
      { model: "half", value: 10, evaluated: true, overall: 0.5 },
      { model: "stranger", ...mean, overall: null },
    ]);
    assert.equal(priors(bankOf(rows), ["ten"], alike(20)).models[0]?.evaluated, true);
  });

  it("needs every support question known when there are fewer than 10", () => {
    const bank = bankOf([...repeat(2, { all: 1, most: 1 }), ...repeat(1, { all: 1 })]);
    const { models } = priors(bank, ["all", "most"], alike(3));
    assert.deepEqual(
      models.map(({ evaluated }) => evaluated),
      [true, false],
    );
  });

  it("needs a twentieth of the support weight known", () => {
    const bank = bankOf([...repeat(10, { m: 1 }), ...repeat(10)]);
    const evaluated = (known: number): boolean | undefined => {
      const similarities = Array.from({ length: 20 }, (_, row) => (row < 10 ? known : 1));
      return priors(bank, ["m"], supportOf(similarities)).models[0]?.evaluated;
    };
    // k / W = 0.5 / 10.5 = 0.048 and 0.6 / 10.6 = 0.057.
    assert.deepEqual([evaluated(0.05), evaluated(0.06)], [false, true]);
  });

  it("is the overall accuracy without any support, and the mean of the others for strangers", () => {
    const bank = bankOf([{ outcomes: { good: 1, bad: 0 } }, { outcomes: { good: 1, bad: 1 } }]);
    const { models, basis } = priors(bank, ["bad", "good", "stranger"], alike(0));
    assert.equal(basis, "overall");
    assert.deepEqual(
      models.map(({ value, evaluated }) => [value, evaluated]),
      [
        [0.5, true],
        [1, true],
        [0.75, false],
      ],
    );
  });

  it("is 0 and marked for everyone when nobody is evaluated", () => {
    const { models, basis } = priors(bankOf(repeat(12, { other: 1 })), ["a", "b"], alike(12));
    assert.equal(basis, "none");
    assert.ok(models.every(({ value, evaluated, overall }) => value === 0 && !evaluated && overall === null));
  });

  const outcome = fc.constantFrom(0, 1, null);
  const row = fc.tuple(fc.float({ min: Math.fround(0.1), max: 1, noNaN: true }), outcome, outcome, outcome);
  const support = fc.array(row, { minLength: 1, maxLength: 25 });
  const names = ["a", "b", "c"];
  const valuesOf = (rows: readonly (readonly [number, ...(number | null)[]])[], models: string[], scale = 1) => {
    const bank = bankOf(
      rows.map(([, ...values]) => {
        const known = names.flatMap((name, index) => (values[index] == null ? [] : [[name, values[index]] as const]));
        return { outcomes: Object.fromEntries(known) };
      }),
    );
    const { models: found } = priors(bank, models, supportOf(rows.map(([similarity]) => similarity * scale)));
    return new Map(found.map(({ model, value }) => [model, value]));
  };

  it("belongs to its model, in whatever order the models come", () => {
    fc.assert(
      fc.property(support, (rows) => {
        const expected = valuesOf(rows, names);
        for (const [model, value] of valuesOf(rows, ["c", "a", "b"])) near(value, expected.get(model)!);
      }),
    );
  });

  it("scales with the similarities", () => {
    fc.assert(
      fc.property(support, (rows) => {
        const halved = valuesOf(rows, names, 0.5);
        for (const [model, value] of valuesOf(rows, names)) near(halved.get(model), value / 2);
      }),
    );
  });
});
