import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type RankedModel, rankByPrior } from "./referencers.ts";

const model = (name: string, value: number, rest: Partial<RankedModel> = {}): RankedModel => ({
  model: name,
  value,
  evaluated: true,
  overall: null,
  price: null,
  ...rest,
});
const order = (models: readonly RankedModel[]): string[] => rankByPrior(models).map(({ model: name }) => name);

describe("the order of Eq. 5", () => {
  it("puts the highest prior first, whatever accuracy and price say", () => {
    const models = [model("low", 1, { overall: 1, price: 0 }), model("high", 3), model("middle", 2, { overall: 0.9 })];
    assert.deepEqual(order(models), ["high", "middle", "low"]);
  });

  it("of no models is empty", () => {
    assert.deepEqual(rankByPrior([]), []);
  });

  it("breaks ties by accuracy, then by the lower price, then by name", () => {
    const models = [
      model("b", 2, { overall: 0.5, price: 1 }),
      model("a", 2, { overall: 0.5, price: 1 }),
      model("free", 2, { overall: 0.5, price: 0 }),
      model("unpriced", 2, { overall: 0.5 }),
      model("accurate", 2, { overall: 0.6, price: 9 }),
      model("unknown", 2, { price: 0 }),
      model("hopeless", 2, { overall: 0, price: 9 }),
    ];
    assert.deepEqual(order(models), ["accurate", "free", "a", "b", "unpriced", "hopeless", "unknown"]);
  });

  it("takes priors within 1e-9 relative for equal, and no others", () => {
    const better = { overall: 1 };
    assert.deepEqual(order([model("a", 1000), model("b", 1000 - 0.9e-6, better)]), ["b", "a"]);
    assert.deepEqual(order([model("a", 1000), model("b", 1000 - 1.1e-6, better)]), ["a", "b"]);
  });

  it("measures a chain of near-equal priors from its highest", () => {
    const chain = [0, 0.7, 1.4].map((micro) => model(`m${micro}`, 1000 - micro * 1e-6, { overall: micro }));
    assert.deepEqual(order(chain), ["m0.7", "m0", "m1.4"]);
  });

  it("does not depend on the order in which the models are given", () => {
    // All fields have few values, and steps just below the tolerance make chains of near-equal priors.
    const step = fc.integer({ min: 0, max: 4 }).map((steps) => 1 + steps * 0.7e-9);
    const few = fc.constantFrom(0, 0.5, null);
    const any = fc.uniqueArray(
      fc.record({
        model: fc.string({ maxLength: 2 }),
        value: fc.oneof(step, fc.constantFrom(0, -1, 2)),
        evaluated: fc.constant(true),
        overall: few,
        price: few,
      }),
      { maxLength: 8, selector: ({ model: name }) => name },
    );
    const both = any.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(both, ([all, shuffled]) => {
        assert.deepEqual(rankByPrior(shuffled), rankByPrior(all));
      }),
      { numRuns: 300 },
    );
  });
});
