import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunEvent } from "../../../src/core/record/index.ts";
import { candidate, recordOf, selectionEnd, systemRun } from "../../../test/support/panel/example-run.ts";
import { agreesWithReply, rivalOf, verdictOf, verdictWords } from "./verdict.ts";

const scored = (agreeing?: readonly number[]): RunEvent => ({
  type: "scores",
  candidates: [0, 1, 2].map((draw) => ({ draw, similarity: 1, score: 1 - draw / 10 })),
  winner: 0,
  ...(agreeing !== undefined && { agreeing }),
});
const words = (...agreeing: readonly number[]): string | null => {
  const run = recordOf([selectionEnd(), ...[0, 1, 2].flatMap((draw) => candidate(draw)), scored(agreeing)]);
  const verdict = verdictOf(run);
  return verdict && verdictWords(verdict);
};

describe("the verdict on an answer", () => {
  it("says how many agree", () => {
    assert.equal(words(0, 1, 2), "All 3 agree");
    assert.equal(words(0, 2), "2 of 3 agree");
    assert.equal(words(0), "They disagree");
  });

  it("counts votes where answers were counted", () => {
    const candidates = [2, 2, 1].map((votes, draw) => ({ draw, similarity: 1, score: votes / 3, votes, answer: "A" }));
    const run = systemRun("majority-voting", ["a", "b", "c"], { type: "scores", candidates, winner: 0, decidedBy: "votes" }); // prettier-ignore
    assert.deepEqual(verdictOf(run), { agreeing: 2, compared: 3 });
  });

  it("is none where nothing was compared, or an older version did not look", () => {
    assert.equal(verdictOf(recordOf([selectionEnd(), ...candidate(0)])), null);
    assert.equal(
      verdictOf(recordOf([selectionEnd(), ...[0, 1, 2].flatMap((draw) => candidate(draw)), scored()])),
      null,
    );
    assert.equal(verdictOf(systemRun("single", ["a"])), null);
  });
});

describe("how other answers stand to the reply", () => {
  const decided = (...agreeing: readonly number[]) => [
    selectionEnd(),
    ...[0, 1, 2].flatMap((draw) => candidate(draw)),
    scored(agreeing),
    { type: "run-end", outcome: "done", durationMs: 1, error: null } as const,
  ];
  const standing = (events: readonly RunEvent[]) => {
    const run = recordOf(events);
    return run.candidates.map((one) => agreesWithReply(run, one));
  };

  it("is known of the winner", () => {
    assert.deepEqual(standing(decided(0, 2)), [true, false, true]);
  });

  it("is told of the reply that somebody chose, not of the winner", () => {
    assert.deepEqual(standing([...decided(0, 2), { type: "choice", draw: 2 }]), [true, false, true]);
    assert.deepEqual(standing([...decided(0, 2), { type: "choice", draw: 1 }]), [false, null, false]);
  });

  it("names a rival that is never the reply itself", () => {
    assert.equal(rivalOf(recordOf(decided(0)))?.subset, 1);
    assert.equal(rivalOf(recordOf([...decided(0), { type: "choice", draw: 1 }]))?.subset, 0);
    assert.equal(rivalOf(recordOf(decided(0, 1, 2))), undefined);
  });
});
