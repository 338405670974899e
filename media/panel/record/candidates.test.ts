import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidateNumber, inOrder, replyOf, winnerOf } from "./candidates.ts";
import { candidate, recordOf, referenceEnd, selectionEnd } from "../../../test/support/panel/example-run.ts";

const four = [0, 1, 2, 3].flatMap((draw) => candidate(draw));
const scores = {
  type: "scores",
  candidates: [
    { draw: 0, similarity: 0.8, score: 0.7 },
    { draw: 2, similarity: 0.9, score: 0.8 },
    { draw: 3, similarity: 0.9, score: 0.8 },
  ],
  winner: 3,
} as const;

describe("candidates as they are shown", () => {
  it("stand with the winner first, then by score, then the unscored", () => {
    assert.deepEqual(inOrder(recordOf([...four, scores])).map(candidateNumber), [4, 3, 1, 2]);
  });

  it("stand in the order of their draws before scoring", () => {
    assert.deepEqual(inOrder(recordOf([...candidate(2), ...candidate(0)])).map(candidateNumber), [1, 3]);
  });

  it("have the winner as the reply until the user chooses another", () => {
    const scored = recordOf([...four, scores]);
    assert.equal(replyOf(scored)?.subset, 3);
    const chosen = recordOf([...four, scores, { type: "choice", draw: 0 }]);
    assert.equal(replyOf(chosen)?.subset, 0);
    assert.equal(winnerOf(chosen)?.subset, 3);
  });

  it("keep their numbers when a draw before them is dropped", () => {
    const record = recordOf([...four, { type: "candidate-dropped", draw: 0 }, scores]);
    assert.deepEqual(inOrder(record).map(candidateNumber), [4, 3, 2]);
  });

  it("have no winner after a fallback, whose index counts references", () => {
    const fallback = recordOf([selectionEnd(), referenceEnd("a"), ...four, { type: "fallback", model: "a" }]);
    assert.equal(fallback.winner, 0);
    assert.equal(winnerOf(fallback), null);
    assert.equal(replyOf(fallback), null);
  });
});
