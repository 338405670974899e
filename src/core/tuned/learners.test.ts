import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { labelGroups, labelledMean, labelPosterior } from "./label-posterior.ts";
import { placedMean, placesOf } from "./places.ts";
import type { KnownOutcomes } from "./known-outcomes.ts";
import { evidenceOf, shrunkMean, votesOf } from "./votes.ts";

function assertNear(found: ArrayLike<number>, wanted: readonly number[], within = 1e-6): void {
  assert.equal(found.length, wanted.length);
  Array.from(found).forEach((value, i) => {
    assert.ok(Math.abs(value - (wanted[i] as number)) <= within, `${value} is not ${wanted[i]}`);
  });
}

const mean = Float64Array.of(0.5, 0.5);
/** Four questions, two models: the first is right on the first two questions, the second on the others. */
const values = Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1);
const outcomes: KnownOutcomes = {
  mean,
  shifts: new Float32Array(4),
  residuals: values.map((value) => value - 0.5),
  known: values.map(() => 1),
};

describe("the votes of neighbours", () => {
  it("have the support of RPS, and nobody at similarity 0", () => {
    const { support } = votesOf(Float32Array.of(0.5, 0, 0.9, 0.1));
    // N_sup_base is 20, more than there are: everybody with a similarity supports.
    assert.deepEqual(Array.from(support.rows), [2, 0, 3]);
    assertNear(support.weights, [0.9, 0.5, 0.1]);
  });

  it("give the mean of the outcomes by their weights, shrunk to the overall mean", () => {
    const evidence = evidenceOf({ rows: [0, 2], weights: [3, 1] }, outcomes);
    assertNear(shrunkMean(mean, evidence, 0), [0.75, 0.25]);
    assertNear(shrunkMean(mean, evidence, 2), [0.625, 0.375]);
  });

  it("give the overall mean without anybody", () => {
    const { support } = votesOf(new Float32Array(4));
    assertNear(shrunkMean(mean, evidenceOf(support, outcomes), 1), [0.5, 0.5]);
  });

  it("count a model only where its outcome is known", () => {
    // The first model's outcome on the third question, where it was wrong, is unknown.
    const known = outcomes.known.map((weight, cell) => (cell === 4 ? 0 : weight));
    const residuals = outcomes.residuals.map((residual, cell) => (cell === 4 ? 0 : residual));
    const evidence = evidenceOf({ rows: [0, 2], weights: [1, 1] }, { ...outcomes, known, residuals });
    assertNear(shrunkMean(mean, evidence, 0), [1, 0.5]);
  });

  it("count the nearest by how much nearer they are than the 15th", () => {
    const similarities = Float32Array.from({ length: 40 }, (_, row) => (row < 15 ? 0.5 + 0.01 * (15 - row) : 0.4));
    const { nearest } = votesOf(similarities);
    assertNear(Array.from(nearest.weights).slice(0, 2), [0.65 - 0.98 * 0.51, 0.64 - 0.98 * 0.51]);
    assert.equal(Array.from(nearest.weights).filter((weight) => weight > 0).length, 15);
  });
});

describe("the posterior of labels", () => {
  const groups = labelGroups(Uint32Array.of(0, 0, 1, 1), 2, outcomes);

  it("multiplies what neighbours and regression say", () => {
    const vote = { rows: [0, 2], weights: [3, 1] };
    // By hand: votes .75 and .25, regression .8 and .2, each with .1 of doubt.
    const [a, b] = [0.85 * 0.9, 0.35 * 0.3];
    assertNear(labelPosterior(vote, groups, [Math.sqrt(0.8), Math.sqrt(0.2)]), [a / (a + b), b / (a + b)]);
  });

  it("knows nothing without evidence", () => {
    assertNear(labelPosterior({ rows: [], weights: [] }, groups, [-1, 0]), [0.5, 0.5]);
  });

  it("gives the shrunk mean of a label's questions", () => {
    assertNear(labelledMean(Float64Array.of(1, 0), groups, outcomes, -1), [7 / 12, 5 / 12]);
    // Without the first question, one is left.
    assertNear(labelledMean(Float64Array.of(1, 0), groups, outcomes, 0), [6 / 11, 5 / 11]);
  });
});

describe("the mean around a place", () => {
  const places = placesOf(values, values, mean);

  it("is that of the questions whose predictions are alike, shrunk to the overall mean", () => {
    const [first = 0, second = 0] = placedMean(Float64Array.of(1, 0), places, outcomes, -1);
    // Two questions at the place count as two; the others are two deviations away.
    assertNear([first, second], [(2 + 40 * 0.5) / 42, (40 * 0.5) / 42]);
  });

  it("leaves out the question itself", () => {
    const [first = 0] = placedMean(Float64Array.of(1, 0), places, outcomes, 0);
    assertNear([first], [(1 + 40 * 0.5) / 41]);
  });

  it("is the overall mean far from everything", () => {
    assertNear(placedMean(Float64Array.of(90, -90), places, outcomes, -1), [0.5, 0.5]);
  });
});
