import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { strings } from "../strings.ts";
import { candidate, recordOf, runStart, selectionEnd, systemRun } from "../../../test/support/panel/example-run.ts";
import { winnerReason } from "./winner-reason.ts";

/** Returns why the first of some candidates won, each given as similarity and perplexity. */
function reason(...candidates: (readonly [similarity: number, perplexity: number | null])[]): string | null {
  const measured = candidates.every(([, perplexity]) => perplexity !== null);
  const scores = candidates.map(([similarity, perplexity], draw) => ({
    draw,
    similarity,
    score: measured ? similarity + 1 - (perplexity ?? 0) : similarity,
  }));
  const events = candidates.flatMap(([, perplexity], draw) => candidate(draw, { perplexity }));
  return winnerReason(recordOf([...events, { type: "scores", candidates: scores, winner: 0 }]));
}

describe("why the winner won", () => {
  it("names the term that is highest", () => {
    assert.equal(reason([0.9, 1.1], [0.8, 1.2]), strings.bestInBoth);
    assert.equal(reason([0.9, 1.1], [0.7, 1.05]), strings.bestAgreement);
    assert.equal(reason([0.7, 1.05], [0.8, 1.3]), strings.bestPerplexity);
    assert.equal(reason([0.85, 1.15], [0.9, 1.5], [0.5, 1.05]), strings.bestSum);
  });

  it("does not speak of perplexity where it was left out", () => {
    assert.equal(reason([0.9, null], [0.8, 1.2]), strings.bestAgreement);
  });

  it("admits a tie and a lack of rivals", () => {
    assert.equal(reason([0.9, null], [0.9, null]), strings.tied);
    assert.equal(reason([1, 1.1]), strings.onlyOne);
    assert.equal(winnerReason(recordOf(candidate(0))), null);
  });
});

/** Returns why the first of some answers won, each given as the answer that was read from it. */
function voted(answers: readonly (string | null)[], votes: readonly number[]): string | null {
  const models = answers.map((_, draw) => `m${draw}`);
  const candidates = answers.map((answer, draw) => {
    const counted = answer === null ? {} : { answer, votes: votes[draw] ?? 1 };
    return { draw, similarity: 0, score: (votes[draw] ?? 0) / answers.length, ...counted };
  });
  const scores = { type: "scores", candidates, winner: 0, decidedBy: "votes" } as const;
  return winnerReason(systemRun("majority-voting", models, scores));
}

describe("why an answer won that nobody merged", () => {
  it("counts who gives the same answer", () => {
    assert.equal(voted(["B", "B", "C", "B", null], [3, 3, 1, 3]), "3 of 5 give this answer: B");
    assert.equal(voted(["0.5", "1/2", "2"], [2, 2, 1]), "2 of 3 give this answer: 0.5");
  });

  it("admits that another answer has as many votes", () => {
    assert.equal(voted(["B", "C", "B", "C"], [2, 2, 2, 2]), `2 of 4 give this answer: B. ${strings.votesTied}`);
    assert.equal(voted(["B", "C"], [1, 1]), `1 of 2 gives this answer: B. ${strings.votesTied}`);
  });

  it("is the agreement where answers cannot be counted", () => {
    const medoid = (...similarities: number[]): string | null => {
      const candidates = similarities.map((similarity, draw) => ({ draw, similarity, score: similarity }));
      const models = similarities.map(() => "a");
      const scores = { type: "scores", candidates, winner: 0, decidedBy: "medoid" } as const;
      return winnerReason(systemRun("self-consistency", models, scores));
    };
    assert.equal(medoid(0.9, 0.8, 0.7), strings.medoid);
    assert.equal(medoid(0.9, 0.9), strings.medoidTied);
  });

  it("is what chose the model where one model answers, and that it is alone where others failed", () => {
    const alone = [{ draw: 0, similarity: 1, score: 1 }];
    const scores = { type: "scores", candidates: alone, winner: 0, decidedBy: "only" } as const;
    const reason = "1 of 3 models, by accuracy on MBPP, the closest data set.";
    assert.equal(winnerReason(systemRun("simple-router", ["b"], scores)), reason);
    assert.equal(winnerReason(systemRun("majority-voting", ["b"], scores)), strings.onlyAnswer);
  });

  it("is that all answers were merged where one reply was merged", () => {
    const scores = { type: "scores", candidates: [{ draw: 0, similarity: 1, score: 1 }], winner: 0, decidedBy: "only" };
    const events = [selectionEnd(), ...candidate(0), scores as Parameters<typeof recordOf>[0][number]];
    assert.equal(winnerReason(recordOf(events, runStart("run", 1, "self-moa"))), "Merged from all 2 answers.");
  });
});
