import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { weightedMean } from "../weighted-mean.ts";
import { pooled, poolingOf } from "./pooling.ts";

const DIMENSION = 3;

/** The states of three tokens. */
const states = Float32Array.of(1, 2, 3, 4, 5, 6, 10, 8, 9);

describe("pooling a window", () => {
  it("takes the mean, the first or the last token", () => {
    assert.deepEqual([...pooled(states, DIMENSION, "mean")], [5, 5, 6]);
    assert.deepEqual([...pooled(states, DIMENSION, "first")], [1, 2, 3]);
    assert.deepEqual([...pooled(states, DIMENSION, "last")], [10, 8, 9]);
  });

  it("gives the mean over all tokens of a text, however it was cut into windows", () => {
    const token = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: DIMENSION, maxLength: DIMENSION });
    const windows = fc.array(fc.array(token, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(windows, (text) => {
        const whole = pooled(Float32Array.from(text.flat(2)), DIMENSION, "mean");
        const parts = text.map((window) => ({
          vector: pooled(Float32Array.from(window.flat()), DIMENSION, "mean"),
          weight: window.length,
        }));
        weightedMean(parts).forEach((value, i) => {
          assert.ok(Math.abs(value - (whole[i] as number)) < 1e-3);
        });
      }),
    );
  });

  it("counts a window by its weight", () => {
    const parts = [
      { vector: Float32Array.of(1, 0), weight: 3 },
      { vector: Float32Array.of(0, 1), weight: 1 },
    ];
    assert.deepEqual([...weightedMean(parts)], [0.75, 0.25]);
  });
});

describe("what a model says about its pooling", () => {
  it("is the mean unless it says the first or the last token", () => {
    assert.equal(poolingOf(null), "mean");
    assert.equal(poolingOf('{"word_embedding_dimension": 384, "pooling_mode_mean_tokens": true}'), "mean");
    assert.equal(poolingOf('{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}'), "first");
    assert.equal(poolingOf('{"pooling_mode_cls_token": false, "pooling_mode_lasttoken": true}'), "last");
  });

  it("is not guessed where its file is no such file", () => {
    assert.throws(() => poolingOf("<html>"), SyntaxError);
    assert.throws(() => poolingOf('{"pooling_mode_cls_token": "yes"}'));
  });
});
