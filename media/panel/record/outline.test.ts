import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { candidate, recordOf, referenceEnd, selectionEnd } from "../../../test/support/panel/example-run.ts";
import { outline } from "./outline.ts";

const scores = { type: "scores", candidates: [{ draw: 1, similarity: 1, score: 1 }], winner: 1 } as const;
const events = [selectionEnd(), referenceEnd("a"), ...candidate(0), ...candidate(1), scores];

describe("what a run comes down to", () => {
  it("is the winner, or what the user chose", () => {
    assert.equal(outline(recordOf(events)), "Text 1");
    assert.equal(outline(recordOf([...events, { type: "choice", draw: 0 }])), "Text 0");
  });

  it("is the best single answer where nothing could be merged", () => {
    const run = recordOf([selectionEnd(), referenceEnd("a"), { type: "fallback", model: "a" }]);
    assert.equal(outline(run), "Answer of a");
  });

  it("is the best that was whole where it was stopped", () => {
    const stopped = { type: "run-end", outcome: "aborted", durationMs: 1, error: null } as const;
    assert.equal(outline(recordOf([selectionEnd(), referenceEnd("b"), stopped])), "Answer of b");
    const half = candidate(0, { status: "aborted", text: "Half" });
    assert.equal(outline(recordOf([selectionEnd(), referenceEnd("b"), ...half, ...candidate(1), stopped])), "Text 1");
  });

  it("is why it failed, or nothing", () => {
    assert.equal(outline(recordOf([{ type: "run-end", outcome: "failed", durationMs: 1, error: "No." }])), "No.");
    assert.equal(outline(recordOf([])), "");
  });
});
