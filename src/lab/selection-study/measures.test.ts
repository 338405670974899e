import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { measureRanking } from "./measures.ts";

describe("what a ranking is worth on a question", () => {
  it("is the outcomes of its first one, three and seven models", () => {
    const found = measureRanking([0, 1, 0.5, 0, 0, 0, 0.25, 1], { pairs: 4, higher: 3, tied: 1 });
    assert.deepEqual(found, {
      rankingScorePerQuestion: { sum: 0.75, weight: 1 },
      rankingScorePooled: { sum: 3, weight: 4 },
      rankingTies: { sum: 1, weight: 4 },
      top1: { sum: 0, weight: 1 },
      top3Mean: { sum: 0.5, weight: 1 },
      top3Best: { sum: 1, weight: 1 },
      top7Mean: { sum: 0.25, weight: 1 },
      top7Best: { sum: 1, weight: 1 },
    });
  });

  it("has no ranking score without a pair, and means over those that there are", () => {
    const found = measureRanking([1, 0], { pairs: 0, higher: 0, tied: 0 });
    assert.deepEqual(found.rankingScorePerQuestion, { sum: 0, weight: 0 });
    assert.deepEqual(found.top7Mean, { sum: 0.5, weight: 1 });
  });
});
