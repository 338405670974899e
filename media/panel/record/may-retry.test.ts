import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ReplyStatus, RunRecord } from "../../../src/core/record/index.ts";
import { recordOf, runStart, selectionEnd } from "../../../test/support/panel/example-run.ts";
import { mayRetry } from "./may-retry.ts";

/** Returns a run of two references, the second of which failed. */
function ended(system: string, layers: number): RunRecord {
  const start = runStart("run", 1, system);
  const chosen = selectionEnd();
  const selection = { ...chosen.selection, referencers: ["a", "b"] };
  const run = recordOf([{ ...chosen, parameters: { ...start.parameters, layers }, selection }], start);
  const statuses: readonly ReplyStatus[] = ["finished", "failed"];
  const references = run.references.map((one, index) => ({ ...one, status: statuses[index] ?? "waiting" }));
  return { ...run, references, outcome: "done" };
}

describe("asking again", () => {
  it("is for answers that did not come whole, when the run is over", () => {
    const run = ended("smcs", 1);
    assert.deepEqual(
      [0, 1, 2].map((index) => mayRetry(run, index)),
      [false, true, false],
    );
    assert.equal(mayRetry({ ...run, outcome: "running" }, 1), false);
  });

  it("is not offered where a further layer has answered without it", () => {
    assert.equal(mayRetry(ended("mixture-of-agents", 1), 1), true);
    assert.equal(mayRetry(ended("mixture-of-agents", 2), 1), false);
  });
});
