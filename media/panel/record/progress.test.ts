import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  candidate,
  MODELS,
  recordOf,
  referenceEnd,
  runStart,
  selectionEnd,
} from "../../../test/support/panel/example-run.ts";
import { cost, stage, summary } from "./progress.ts";

const chosen = selectionEnd();
const drawn = {
  type: "subsets-drawn",
  subsets: [
    ["a", "b"],
    ["b", "c"],
  ],
} as const;
const answers = MODELS.map((model) => referenceEnd(model));

describe("what a run is doing", () => {
  it("goes from choosing over answers and candidates to scoring", () => {
    assert.equal(stage(recordOf([])), "Choosing models…");
    assert.equal(stage(recordOf([chosen, drawn, referenceEnd("a")])), "1 of 3 models answered");
    assert.equal(stage(recordOf([chosen, drawn, referenceEnd("a"), ...candidate(0)])), "1 of 2 merged answers ready");
    assert.equal(stage(recordOf([chosen, drawn, ...answers, ...candidate(0)])), "1 of 2 merged answers ready");
    const all = [chosen, drawn, ...answers, ...candidate(0), ...candidate(1)];
    assert.equal(stage(recordOf(all)), "Comparing the answers…");
  });

  it("counts a failed candidate as ended but not as ready", () => {
    const failed = candidate(0, { status: "failed" });
    assert.equal(stage(recordOf([chosen, drawn, referenceEnd("a"), ...failed])), "0 of 2 merged answers ready");
  });

  it("speaks of answers where none are merged, and of one model where there is only that", () => {
    const asked = (system: string, ...events: Parameters<typeof recordOf>[0]): string =>
      stage(recordOf([chosen, ...events], runStart("run", 1, system)));
    assert.equal(asked("majority-voting", ...answers.slice(0, 2)), "2 of 3 models answered");
    assert.equal(asked("majority-voting", ...answers), "Comparing the answers…");
    assert.equal(asked("mixture-of-agents", drawn, ...answers, ...candidate(0)), "Merging the answers…");
    const repeated = { ...chosen, selection: { ...chosen.selection, referencers: ["a", "a", "a"] } };
    assert.equal(
      stage(recordOf([repeated, referenceEnd("a")], runStart("run", 1, "self-moa"))),
      "1 of 3 answers arrived",
    );
    const alone = { ...chosen, selection: { ...chosen.selection, referencers: ["b"] } };
    assert.equal(stage(recordOf([alone], runStart("run", 1, "simple-router"))), "b is answering…");
  });

  it("sums up what it took, and never shows an unknown cost as free", () => {
    const end = { type: "run-end", outcome: "done", durationMs: 2500, error: null } as const;
    assert.equal(summary(recordOf([chosen, ...answers, ...candidate(0), end])), "2.5 s · $0.0030");
    assert.equal(summary(recordOf([chosen, referenceEnd("a", { costUsd: null }), end])), "2.5 s · cost unknown");
    const simulated = { ...recordOf([chosen, referenceEnd("a", { costUsd: 0 }), end]), simulated: true };
    assert.equal(summary(simulated), "2.5 s · free · simulated");
    assert.deepEqual([null, 0, 0.0012].map(cost), ["cost unknown", "free", "$0.0012"]);
  });
});
