import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, recordOf, runStart } from "../../../test/support/panel/example-run.ts";
import { scoreBreakdown } from "./score-breakdown.ts";

function breakdownOf(score: number | null, perplexity: number | null, lambda = 1, decidedBy?: "votes" | "medoid") {
  const events = candidate(0, { perplexity });
  const candidates = [{ draw: 0, similarity: 0.75, score: score ?? 0 }];
  const scores = { type: "scores", candidates, winner: 0, ...(decidedBy && { decidedBy }) } as const;
  const run = recordOf(score === null ? events : [...events, scores], runStart("run", lambda));
  return scoreBreakdown(run, run.candidates[0]!);
}

describe("score breakdown (Eq. 7)", () => {
  it("adds up: S_sim 0.75, PPL 1.25, lambda 1 make 0.5", () => {
    const breakdown = { similarity: 0.75, perplexityScore: -0.25, perplexity: 1.25, total: 0.5 };
    assert.deepEqual(breakdownOf(0.5, 1.25), breakdown);
  });

  it("weighs the perplexity with lambda", () => {
    assert.equal(breakdownOf(0.25, 1.25, 2)?.perplexityScore, -0.25);
  });

  it("says that a measured perplexity was left out when the total does not hold it", () => {
    const breakdown = breakdownOf(0.75, 1.25);
    assert.equal(breakdown?.perplexityScore, null);
    assert.equal(breakdown.perplexity, 1.25);
  });

  it("has no S_ppl without log-probabilities, and nothing at all for what was not scored", () => {
    assert.equal(breakdownOf(0.75, null)?.perplexityScore, null);
    assert.equal(breakdownOf(null, 1.25), null);
  });

  it("is the similarity alone where that decided, and nothing where answers were counted", () => {
    const medoid = { similarity: 0.75, perplexityScore: null, perplexity: null, total: 0.75 };
    assert.deepEqual(breakdownOf(0.75, null, 1, "medoid"), medoid);
    assert.equal(breakdownOf(0.75, null, 1, "votes"), null);
  });
});
