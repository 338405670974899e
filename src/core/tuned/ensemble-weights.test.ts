import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { randomStream } from "../random.ts";
import { equalWeights, WeightFit } from "./ensemble-weights.ts";
import { learners } from "./learners.ts";

const MODELS = 5;
const mean = new Float64Array(MODELS);
const known = new Float64Array(MODELS).fill(1);

/** Fits on questions for which the first learner is right up to noise, and the others say nothing. */
function fitted(questions: number, noise: number): number[] {
  const random = randomStream(1, "weights");
  const drawn = (): Float64Array => Float64Array.from({ length: MODELS }, () => random() - 0.5);
  const fit = new WeightFit(mean);
  for (let question = 0; question < questions; question++) {
    const values = drawn();
    const best = values.map((value) => value + noise * (random() - 0.5));
    fit.add(values, known, [best, ...learners.slice(1).map(drawn)]);
  }
  return Array.from(fit.weights(questions));
}

describe("the fitted weights", () => {
  it("are those of a learner that is right", () => {
    const [first = 0, ...others] = fitted(5000, 0.1);
    assert.ok(first > 0.7, String(first));
    for (const other of others) assert.ok(other < first / 4, String(other));
  });

  it("stay near equal with few questions", () => {
    const [few = 0] = fitted(20, 0.1);
    assert.ok(few < 0.35, String(few));
  });

  it("are never negative", () => {
    const fit = new WeightFit(mean);
    const values = Float64Array.of(1, 0, 0, 0, 0);
    for (let question = 0; question < 2000; question++)
      fit.add(
        values,
        known,
        learners.map(() => values.map((value) => -value)),
      );
    assert.ok(fit.weights(2000).every((weight) => weight >= 0));
  });

  it("are equal when nothing was seen", () => {
    assert.deepEqual(new WeightFit(mean).weights(1000), equalWeights());
  });

  it("ignore how difficult a question is", () => {
    const fit = (shift: number): number[] => {
      const one = new WeightFit(mean);
      const values = Float64Array.of(1, 0, 0, 1, 0).map((value) => value + shift);
      one.add(
        values,
        known,
        learners.map((_, m) => Float64Array.of(m, 1, 0, 2, 0)),
      );
      return Array.from(one.weights(1000), (weight) => Math.round(weight * 1e9));
    };
    assert.deepEqual(fit(0), fit(0.7));
  });
});
