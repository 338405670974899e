import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { randomStream } from "../../core/random.ts";
import { bootstrapIntervals } from "./paired-bootstrap.ts";
import { Series } from "./series.ts";

function seriesOf(sums: readonly number[], weights: readonly number[] = sums.map(() => 1)): Series {
  const series = new Series(sums.length);
  sums.forEach((sum, question) => {
    series.add(question, { sum, weight: weights[question] ?? 0 });
  });
  return series;
}

const numbers = (size: number): number[] => [...Array(size).keys()];

describe("bootstrap intervals", () => {
  it("are a point where every question says the same", () => {
    const one = seriesOf([0.25, 0.25, 0.25]);
    assert.deepEqual(bootstrapIntervals([one], numbers(3), 200, randomStream(1, "b")), [[0.25, 0.25]]);
  });

  it("are as wide as the normal approximation says for many questions", () => {
    const random = randomStream(5, "outcomes");
    const outcomes = Array.from({ length: 2000 }, () => (random() < 0.3 ? 1 : 0));
    const mean = outcomes.reduce<number>((sum, outcome) => sum + outcome, 0) / 2000;
    const half = 1.96 * Math.sqrt((mean * (1 - mean)) / 2000);
    const [interval] = bootstrapIntervals([seriesOf(outcomes)], numbers(2000), 2000, randomStream(1, "b"));
    assert.ok(interval);
    assert.ok(Math.abs(interval[0] - (mean - half)) < 0.1 * half, `${interval[0]} and ${mean - half}`);
    assert.ok(Math.abs(interval[1] - (mean + half)) < 0.1 * half, `${interval[1]} and ${mean + half}`);
  });

  it("are paired: a constant lead over a noisy method is certain", () => {
    const random = randomStream(5, "outcomes");
    const noisy = Array.from({ length: 100 }, () => random());
    const lead = seriesOf(noisy.map((value) => value + 0.1)).minus(seriesOf(noisy));
    const [interval] = bootstrapIntervals([lead], numbers(100), 500, randomStream(1, "b"));
    assert.ok(interval);
    for (const end of interval) assert.ok(Math.abs(end - 0.1) < 1e-12);
  });

  it("lie between the least and the greatest question, and are the same for the same seed", () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.nat(), (sums, seed) => {
        const draw = () => bootstrapIntervals([seriesOf(sums)], numbers(sums.length), 50, randomStream(seed, "b"));
        const [interval] = draw();
        assert.ok(interval);
        assert.ok(interval[0] <= interval[1]);
        assert.ok(interval[0] >= Math.min(...sums) - 1e-12 && interval[1] <= Math.max(...sums) + 1e-12);
        assert.deepEqual(draw(), [interval]);
      }),
      { numRuns: 50 },
    );
  });

  it("leave untested questions out, and are null where nothing was measured", () => {
    const half = seriesOf([9, 0.5, 0.5], [1, 1, 1]);
    const nothing = seriesOf([0, 0, 0], [0, 0, 0]);
    assert.deepEqual(bootstrapIntervals([half, nothing], [1, 2], 50, randomStream(1, "b")), [[0.5, 0.5], null]);
  });
});

describe("a series", () => {
  it("is the quotient of its sums, over all splits that tested a question", () => {
    const series = seriesOf([1, 3], [4, 4]);
    series.add(0, { sum: 1, weight: 2 });
    assert.equal(series.value, 0.5);
    assert.equal(seriesOf([0], [0]).value, null);
  });
});
