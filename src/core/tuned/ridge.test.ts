import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  addFeatures,
  addValues,
  features,
  lengthScale,
  leverages,
  predict,
  predictLeftOut,
  type RidgeSums,
  solveRidge,
} from "./ridge.ts";

const P = 4;
const question = fc.record({
  z: fc.tuple(
    fc.constant(1),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.nat(3),
  ),
  y: fc.tuple(fc.constantFrom(0, 0.5, 1), fc.constantFrom(0, 1)),
});
type Drawn = { readonly z: readonly number[]; readonly y: readonly number[] };

function sumsOf(questions: readonly Drawn[]): RidgeSums {
  const sums = noSums(2);
  for (const one of questions) add(sums, one);
  return sums;
}

const noSums = (width: number): RidgeSums => ({
  gram: new Float64Array((P * (P + 1)) / 2),
  products: new Float64Array(P * width),
});

function add({ gram, products }: RidgeSums, { z, y }: Drawn): void {
  addFeatures(gram, Float64Array.from(z));
  addValues(products, Float64Array.from(z), y);
}

function assertNear(found: ArrayLike<number>, wanted: ArrayLike<number>, within: number): void {
  Array.from(found).forEach((value, i) => {
    assert.ok(Math.abs(value - (wanted[i] as number)) <= within, `${value} is not ${wanted[i]}`);
  });
}

describe("a ridge regression", () => {
  it("is the mean for features that say nothing", () => {
    const questions = [1, 0, 1, 1].map((value) => ({ z: [1, 0, 0, 0], y: [value, 1 - value] }));
    assertNear(predict(solveRidge(sumsOf(questions), 1), Float64Array.of(1, 0, 0, 0)), [0.75, 0.25], 1e-9);
  });

  it("predicts a question it has seen as if it had not", () => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 3, maxLength: 12 }), fc.constantFrom(0.5, 3, 30), (drawn, lambda) => {
        const [left, ...others]: readonly Drawn[] = drawn;
        assert.ok(left !== undefined);
        const z = Float64Array.from(left.z);
        const wanted = predict(solveRidge(sumsOf(others), lambda), z);
        const ridge = solveRidge(sumsOf(drawn), lambda);
        const [first = 1] = leverages(ridge, drawn.length, (index) => Float64Array.from(drawn[index]?.z ?? []));
        assertNear(predictLeftOut(ridge, z, left.y, first), wanted, 1e-6);
      }),
    );
  });
});

describe("the sums of a ridge regression", () => {
  it("take one more question without the others", () => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 2, maxLength: 12 }), (drawn) => {
        const [last, ...others]: readonly Drawn[] = drawn;
        assert.ok(last !== undefined);
        const sums = sumsOf(others);
        add(sums, last);
        assertNear(solveRidge(sums, 3).coefficients, solveRidge(sumsOf(drawn), 3).coefficients, 1e-6);
      }),
    );
  });

  it("take one more model without changing what is predicted of the others", () => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 12 }), (drawn) => {
        const alone = noSums(1);
        for (const { z, y } of drawn) add(alone, { z, y: y.slice(0, 1) });
        const z = Float64Array.of(1, 0.5, -0.5, 1);
        const [first] = predict(solveRidge(sumsOf(drawn), 3), z);
        assertNear(predict(solveRidge(alone, 3), z), [first ?? Number.NaN], 1e-9);
      }),
    );
  });
});

describe("the features of a question", () => {
  it("are 1, its vector, and its length on the scale of the bank", () => {
    const scale = lengthScale([9, 99]);
    const [one, x, y, length = 0, square = 0] = features({ vector: [0.6, 0.8], length: 99 }, scale);
    assert.deepEqual([one, x, y], [1, 0.6, 0.8]);
    assertNear([length, square], [0.1, 0.1], 1e-9);
  });

  it("take no text for more than three deviations longer than the mean", () => {
    const scale = lengthScale([9, 99]);
    assertNear(features({ vector: [], length: 1e9 }, scale), [1, 0.3, 0.9], 1e-9);
    assert.ok(features({ vector: [], length: 0 }, lengthScale([5, 5])).every(Number.isFinite));
  });
});
