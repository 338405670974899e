import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunEvent } from "../../../src/core/record/index.ts";
import { candidate, recordOf, referenceEnd, runStart, selectionEnd } from "../../../test/support/panel/example-run.ts";
import { stoppedWords } from "./stopped-words.ts";

describe("what is said of a run that was stopped", () => {
  const stopped: RunEvent = { type: "run-end", outcome: "aborted", durationMs: 1, error: null };
  const said = (events: readonly RunEvent[], system = "smcs"): string =>
    stoppedWords(recordOf([selectionEnd(), ...events, stopped], runStart("run", 1, system)));

  it("names what was still to come", () => {
    assert.equal(said([]), "Stopped before anything was written.");
    const part = referenceEnd("a", { status: "aborted", text: "Half an" });
    assert.equal(said([part]), "Stopped before an answer was complete.");
    assert.equal(said([part, referenceEnd("b")]), "Stopped before merging.");
    const half = candidate(0, { status: "aborted", text: "Half" });
    assert.equal(said([referenceEnd("b"), ...half]), "Stopped before merging.");
    assert.equal(said([referenceEnd("b"), ...half, ...candidate(1)]), "Stopped before comparing.");
  });

  it("speaks of merging only where a model merges", () => {
    assert.equal(said([referenceEnd("a")], "majority-voting"), "Stopped before comparing.");
    assert.equal(said([referenceEnd("a")], "single"), "Stopped.");
  });

  it("is that it was stopped where there is an answer all the same", () => {
    const scores = { type: "scores", candidates: [{ draw: 0, similarity: 1, score: 1 }], winner: 0 } as const;
    assert.equal(said([referenceEnd("a"), ...candidate(0), scores]), "Stopped.");
  });
});
