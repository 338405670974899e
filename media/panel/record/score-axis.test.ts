import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, recordOf } from "../../../test/support/panel/example-run.ts";
import { scoreAxis, scoreParts } from "./score-axis.ts";

const two = [...candidate(0), ...candidate(1)];

describe("the axis on which candidates are compared", () => {
  it("goes from 0 to 1 while all scores lie there, so that bars are as long as their numbers are large", () => {
    const candidates = [
      { draw: 0, similarity: 0.9, score: 0.8 },
      { draw: 1, similarity: 0.7, score: 0.6 },
    ];
    assert.deepEqual(scoreAxis(recordOf([...two, { type: "scores", candidates, winner: 0 }])), { low: 0, high: 1 });
  });

  it("goes on to what lies outside", () => {
    const candidates = [{ draw: 0, similarity: 0.9, score: -0.5 }];
    assert.deepEqual(scoreAxis(recordOf([...two, { type: "scores", candidates, winner: 0 }])), { low: -0.5, high: 1 });
  });

  it("is there for scored candidates only", () => {
    assert.equal(scoreAxis(recordOf(two)), null);
  });

  it("ends at 1 where texts are the same, whatever single precision makes of that", () => {
    const alike = [0, 1].map((draw) => ({ draw, similarity: 1.0000002, score: 1.0000002 }));
    assert.deepEqual(scoreAxis(recordOf([...two, { type: "scores", candidates: alike, winner: 0 }])), {
      low: 0,
      high: 1,
    });
  });

  it("shows the total from 0 on, and what uncertainty took between total and similarity", () => {
    const breakdown = { similarity: 0.75, perplexityScore: -0.25, perplexity: 1.25, total: 0.5 };
    assert.deepEqual(scoreParts(breakdown, { low: 0, high: 1 }), {
      total: { from: 0, length: 0.5 },
      lost: { from: 0.5, length: 0.25 },
    });
    assert.deepEqual(scoreParts({ ...breakdown, total: -1 }, { low: -1, high: 1 }), {
      total: { from: 0, length: 0.5 },
      lost: { from: 0, length: 0.875 },
    });
  });
});
