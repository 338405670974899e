import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidateLabel, candidateTitle } from "./candidate-names.ts";
import { candidate, recordOf, runStart, systemRun } from "../../../test/support/panel/example-run.ts";

const won = (decidedBy: "votes" | "medoid" | "only") =>
  ({ type: "scores", candidates: [{ draw: 0, similarity: 1, score: 1 }], winner: 0, decidedBy }) as const;

describe("what a candidate is called", () => {
  it("is its number where replies were merged, and what it is where there is one of them", () => {
    const smcs = recordOf([...candidate(0), ...candidate(1)]);
    assert.deepEqual(smcs.candidates.map((one) => candidateTitle(smcs, one)), ["Answer 1", "Answer 2"]); // prettier-ignore
    const moa = recordOf(candidate(0), runStart("run", 1, "mixture-of-agents"));
    assert.deepEqual(moa.candidates.map((one) => candidateTitle(moa, one)), ["Merged answer"]); // prettier-ignore
  });

  it("is the model where each gave one answer, and a number where one model gave them all", () => {
    const votes = systemRun("majority-voting", ["a", "b"], won("votes"));
    assert.deepEqual(votes.candidates.map((one) => candidateTitle(votes, one)), ["The best: answer 1", "Answer 2"]); // prettier-ignore
    assert.deepEqual(votes.candidates.map((one) => candidateLabel(votes, one)), ["1 · a", "2 · b"]); // prettier-ignore
    const own = systemRun("self-consistency", ["a", "a"], won("medoid"));
    assert.deepEqual(own.candidates.map((one) => candidateLabel(own, one)), ["Answer 1", "Answer 2"]); // prettier-ignore
    const alone = systemRun("single", ["b"], won("only"));
    assert.deepEqual(alone.candidates.map((one) => candidateTitle(alone, one)), ["Answer of b"]); // prettier-ignore
  });
});
