import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Figures, quantile } from "./figures.ts";

const of = (...questionIds: string[]): Figures => new Figures(questionIds.map((questionId) => ({ questionId })), 1); // prettier-ignore

describe("figures of a study", () => {
  it("are means over sets, with intervals from draws of questions", () => {
    const sets = Array.from({ length: 100 }, (_, index) => index);
    const values = sets.map((index) => index % 2);
    const [own, shared] = [of(...sets.map(String)), of(...sets.map((index) => String(index % 2)))];
    assert.deepEqual([own.questions, shared.questions], [100, 2]);
    const [low, high] = own.mean(values).interval!;
    assert.equal(own.mean(values).value, 0.5);
    assert.ok(low > 0.35 && high < 0.65, `${low} ${high}`);
    // The same sets for two questions only, of which one may be drawn twice.
    assert.deepEqual(shared.mean(values), { value: 0.5, interval: [0, 1] });
  });

  it("compare where both are measured", () => {
    const figures = of("1", "2", "3", "4");
    assert.equal(figures.difference([1, 1, null, 0.5], [0, null, 1, 0.5]).value, 0.5);
    assert.deepEqual(figures.difference([1, null, null, null], [null, 1, 1, 1]), { value: null, interval: null });
  });
});

describe("a quantile", () => {
  it("is the value below which a share of the values lies", () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    assert.deepEqual([quantile(hundred, 0.5), quantile(hundred, 0.95)], [50, 95]);
    assert.deepEqual([quantile([7], 0.95), quantile([], 0.5)], [7, null]);
  });
});
