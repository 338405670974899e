import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { perplexityOf } from "../../../core/enhancement/index.ts";
import { logprobsOf, sumsOf } from "./log-probability-sums.ts";

describe("kept log-probabilities", () => {
  it("give the same perplexity to the last bit, and as many tokens", () => {
    const logprob = fc.oneof(
      { weight: 8, arbitrary: fc.double({ min: -30, max: 0, noNaN: true }) },
      fc.double({ min: -9998, max: 0, noNaN: true }),
      fc.constantFrom(-9999, -Infinity, Number.NaN, 0, -0),
    );
    fc.assert(
      fc.property(fc.array(logprob, { maxLength: 300 }), (logprobs) => {
        const kept = logprobsOf(JSON.parse(JSON.stringify(sumsOf(logprobs))) as ReturnType<typeof sumsOf>);
        assert.deepEqual(perplexityOf(kept), perplexityOf(logprobs));
        assert.equal(kept.length, logprobs.length);
      }),
    );
  });

  it("hold long replies whose sum lies below the servers' floor", () => {
    const logprobs = Array.from({ length: 32_768 }, (_, index) => -0.9 - (index % 7) / 10);
    assert.deepEqual(perplexityOf(logprobsOf(sumsOf(logprobs))), perplexityOf(logprobs));
  });

  it("are as many as they were even where each is close to the servers' floor", () => {
    for (const logprobs of [[-9998], [-9000, -9998, -8193], [-9998, -Infinity]]) {
      assert.equal(logprobsOf(sumsOf(logprobs)).length, logprobs.length);
      assert.equal(perplexityOf(logprobsOf(sumsOf(logprobs))), null);
    }
  });

  it("know nothing of no tokens", () => {
    assert.equal(perplexityOf(logprobsOf(sumsOf([]))), null);
    assert.equal(perplexityOf(logprobsOf(sumsOf([-9999]))), null);
  });
});
