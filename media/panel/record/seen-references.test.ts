import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunEvent } from "../../../src/core/record/index.ts";
import { recordOf, referenceEnd, selectionEnd } from "../../../test/support/panel/example-run.ts";
import { seenReferences } from "./seen-references.ts";

const drawn: RunEvent = { type: "subsets-drawn", subsets: [["c", "a", "b"]] };
const started = (...subset: string[]): RunEvent => ({ type: "candidate-start", draw: 0, subset, aggregator: "a" });

describe("the references that a candidate saw", () => {
  it("stand in the order of their priors", () => {
    const run = recordOf([selectionEnd(), drawn, started("c", "a", "b")]);
    const [one] = run.candidates;
    assert.deepEqual(
      seenReferences(run, one!).map(({ model, seen }) => [model, seen]),
      [["a", true], ["b", true], ["c", true]],
    ); // prettier-ignore
  });

  it("show which of the draw never came, and why", () => {
    const failed = referenceEnd("b", { status: "failed", error: "lab: 503" });
    const run = recordOf([selectionEnd(), drawn, failed, started("a", "c")]);
    const [one] = run.candidates;
    assert.deepEqual(seenReferences(run, one!)[1], { model: "b", seen: false, error: "lab: 503" });
  });
});
