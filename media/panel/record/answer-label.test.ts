import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunEvent } from "../../../src/core/record/index.ts";
import { draftLabel } from "./answer-label.ts";
import { recordOf, referenceEnd, runStart, selectionEnd } from "../../../test/support/panel/example-run.ts";

describe("the label of a draft", () => {
  const label = (system: string, ...more: readonly RunEvent[]): string => {
    const run = recordOf([selectionEnd(), referenceEnd("a"), ...more], runStart("run", 1, system));
    return draftLabel(run, run.references[0]!);
  };
  const stopped: RunEvent = { type: "run-end", outcome: "aborted", durationMs: 1, error: null };

  it("speaks of merging only where a model merges", () => {
    assert.equal(label("smcs"), "Draft: a");
    assert.equal(label("smcs", stopped), "Answer of a");
    assert.equal(label("single"), "Answer of a");
    assert.equal(label("single", stopped), "Answer of a");
    assert.equal(label("majority-voting", stopped), "Answer of a");
  });

  it("says so where it is only a part", () => {
    assert.equal(label("smcs", referenceEnd("a", { status: "aborted" }), stopped), "Part of an answer of a");
  });
});
