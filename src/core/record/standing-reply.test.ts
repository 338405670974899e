import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyCandidate, waitingReference } from "./reply-records.ts";
import type { RunRecord } from "./run-record.ts";
import { ratingOf, replyOf, standingReply } from "./standing-reply.ts";

const candidate = (subset: number) => ({
  ...emptyCandidate,
  subset,
  model: "m",
  references: [],
  text: `draw ${subset}`,
});
const reference = (model: string, text: string) => ({ ...waitingReference(model), text });
const record = (changes: Partial<RunRecord>): RunRecord => {
  const candidates = [candidate(1), { ...candidate(4), rating: "bad" as const }];
  const references = [
    reference("a", "a"),
    reference("b", "b"),
    { ...reference("a", "a again"), rating: "good" as const },
  ];
  const none = { choice: null, winner: null, fallback: null, candidates, references };
  return { ...none, ...changes } as RunRecord;
};

describe("the reply that counts", () => {
  it("is the winner, by its draw", () => {
    assert.deepEqual(standingReply(record({ winner: 0 }))?.place, { draw: 1 });
    assert.equal(ratingOf(record({ winner: 0 })), null);
  });

  it("is the user's choice before the winner, also where a single answer had stood in", () => {
    const chosen = record({ choice: 1, winner: 0, fallback: "best-reference" });
    assert.deepEqual([standingReply(chosen)?.place, replyOf(chosen), ratingOf(chosen)], [{ draw: 4 }, "draw 4", "bad"]);
  });

  it("is a single answer, by its model and which of its answers it is", () => {
    const fallback = "best-reference";
    assert.deepEqual(standingReply(record({ winner: 1, fallback }))?.place, { model: "b" });
    const again = record({ winner: 2, fallback });
    assert.deepEqual([standingReply(again)?.place, ratingOf(again)], [{ model: "a", sample: 1 }, "good"]);
  });

  it("is nothing before there is a winner, or where it is gone", () => {
    for (const changes of [{}, { winner: 7 }, { winner: 7, fallback: "best-reference" as const }])
      assert.deepEqual([standingReply(record(changes)), replyOf(record(changes))], [null, null]);
  });
});
