import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addTopics, CLEAR_TERM } from "./topic-hashing.ts";

const locks = { name: "locks", field: "concurrency" };
const threads = { name: "threads", field: "concurrency" };
const norm = (values: Float64Array) => Math.hypot(...values);

/** Returns what is added to words of this norm, in so many positions that none is shared. */
function added(words: number, evidence: ReadonlyMap<typeof locks, number>, wordWeight = 1000): Float64Array {
  const sums = new Float64Array(100_003);
  sums[0] = words;
  addTopics(sums, evidence, wordWeight);
  sums[0] -= words;
  return sums;
}

describe("topics of a text", () => {
  const one = new Map([[locks, CLEAR_TERM]]);

  it("add nothing without evidence or without words", () => {
    assert.equal(norm(added(1000, new Map())), 0);
    assert.equal(norm(added(0, one)), 0);
  });

  it("weigh three quarters of a short text's words with one clear term, and twice that with ample evidence", () => {
    assert.ok(Math.abs(norm(added(6000, one)) / 6000 - 0.75) < 0.01);
    assert.ok(Math.abs(norm(added(6000, new Map([[locks, 1000 * CLEAR_TERM]]))) / 6000 - 1.5) < 0.01);
  });

  it("fade in long texts", () => {
    assert.ok(Math.abs(norm(added(60_000, one)) / 600 - 0.75) < 0.01);
  });

  it("put concepts of a field near each other", () => {
    const [a, b] = [added(6000, one), added(6000, new Map([[threads, CLEAR_TERM]]))];
    const cosine = a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (norm(a) * norm(b));
    assert.ok(Math.abs(cosine - 0.8) < 0.01, `${cosine}`);
  });
});
