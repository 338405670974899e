import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunEvent } from "../../../src/protocol/run.ts";
import { announcement } from "./announcement.ts";
import { candidate, MODELS, recordOf, referenceEnd, selectionEnd, systemRun } from "./example-run.ts";

/** Everything that is said during a run. */
function said(events: readonly RunEvent[]): string[] {
  const after = events.map((_, index) => announcement(recordOf(events.slice(0, index + 1))));
  return [announcement(recordOf([])), ...after].filter((text, index, all) => text !== all[index - 1]);
}

describe("what a screen reader hears", () => {
  it("is the start and the winner, nothing of what streams in between", () => {
    const scores = { type: "scores", candidates: [{ draw: 1, similarity: 1, score: 1 }], winner: 1 } as const;
    const events = [selectionEnd(), ...MODELS.map((model) => referenceEnd(model)), ...candidate(1), scores];
    const end = { type: "run-end", outcome: "done", durationMs: 1, error: null } as const;
    assert.deepEqual(said([...events, end]), ["Asking the models.", "Winner ready: candidate 2."]);
  });

  it("is the reply that the user chose, once for each choice", () => {
    const scores = { type: "scores", candidates: [{ draw: 1, similarity: 1, score: 1 }], winner: 1 } as const;
    const choices: RunEvent[] = [0, 0, 1].map((draw) => ({ type: "choice", draw }));
    const heard = said([...candidate(0), ...candidate(1), scores, ...choices]);
    assert.deepEqual(heard.slice(2), ["Candidate 1 is the reply now.", "Candidate 2 is the reply now."]);
  });

  it("calls answers what they are where none are merged", () => {
    const scores = { type: "scores", candidates: [{ draw: 1, similarity: 1, score: 1 }], winner: 1 } as const;
    assert.equal(announcement(systemRun("majority-voting", ["a", "b"], scores)), "Winner ready: answer 2.");
    const chosen = { ...systemRun("majority-voting", ["a", "b"], scores), choice: 0 };
    assert.equal(announcement(chosen), "Answer 1 is the reply now.");
    const alone = { type: "scores", candidates: [{ draw: 0, similarity: 1, score: 1 }], winner: 0 } as const;
    assert.equal(announcement(systemRun("simple-router", ["a"], alone)), "The answer is ready.");
  });

  it("is the reason of a failure", () => {
    const end = { type: "run-end", outcome: "failed", durationMs: 1, error: "No model answered." } as const;
    assert.deepEqual(said([end]), ["Asking the models.", "The run failed. No model answered."]);
  });

  it("is nothing where there is no run or the user stopped it", () => {
    assert.equal(announcement(undefined), "");
    assert.equal(said([{ type: "run-end", outcome: "aborted", durationMs: 1, error: null }]).at(-1), "");
  });
});
