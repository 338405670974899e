import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";
import type { EvaluationProgress, EvaluationResult } from "../../evaluation/asking/index.ts";

const { evaluationDetails, evaluationNode, evaluationProgress, evaluationSummary, modelNodes } =
  await import("./evaluation-texts.ts");

const progress = (changes: Partial<EvaluationProgress> = {}): EvaluationProgress => {
  const done = {
    total: 4000,
    asked: 1500,
    right: 1000,
    wrong: 490,
    cutOff: 0,
    described: 0,
    failed: 0,
    missing: 2500,
    models: [],
  };
  return { ...done, costUsd: 1.5, ratePerSecond: 12.34, secondsLeft: 200, inFlight: 8, ...changes };
};

const result = (changes: Partial<EvaluationResult> = {}): EvaluationResult => {
  const counts = { asked: 1500, right: 1000, wrong: 500, cutOff: 0, described: 0, failed: 0, missing: 0, costUsd: 0 };
  return { ...counts, stale: 0, cancelled: false, notes: [], ...changes };
};

describe("what is said of an evaluation", () => {
  it("tells how many are done, the pace and the price", () => {
    assert.equal(evaluationProgress(progress(), false), "1,500 of 4,000; 12.3/s, about 4 min left; $1.50");
    const early = progress({ failed: 3, costUsd: null, secondsLeft: null });
    assert.equal(evaluationProgress(early, true), "1,500 of 4,000, 3 failed; paused; cost unknown");
    assert.equal(evaluationNode(progress(), true).label, "Evaluation (paused)");
  });

  it("has a line for each model, whose name may hold anything", () => {
    const models = [
      { name: "a\u001b[31m\nb", right: 3, wrong: 1, cutOff: 2, described: 0, failed: 0, left: 6 },
      { name: "down", right: 0, wrong: 0, cutOff: 0, described: 0, failed: 5, left: 0 },
      { name: "new", right: 0, wrong: 0, cutOff: 0, described: 0, failed: 0, left: 10 },
      { name: "a (keywords)", right: 0, wrong: 0, cutOff: 0, described: 7, failed: 1, left: 0 },
    ];
    const nodes = modelNodes(progress({ models }));
    assert.deepEqual(
      nodes.map(({ label, description, icon }) => [label, description, icon]),
      [
        ["a [31m b", "75% of 4 right, 2 cut off, 6 to do", "hubot"],
        ["down", "no answer yet, 5 failed", "error"],
        ["new", "no answer yet, 10 to do", "hubot"],
        ["a (keywords)", "keywords for 7, 1 failed", "pass"],
      ],
    );
  });

  it("ends with what is missing, and how to go on", () => {
    assert.equal(
      evaluationSummary(result()),
      "Evaluation done: 1,500 asked, 1,000 right, 500 wrong, $0. Nothing is missing.",
    );
    assert.match(
      evaluationSummary(result({ cancelled: true, missing: 9, failed: 2 })),
      /^Evaluation stopped: .* 2 failed.* Still missing: 9\. Evaluate again to go on; nothing is asked twice\.$/,
    );
  });

  it("has details only where there is something to say", () => {
    assert.equal(evaluationDetails(result()), null);
    assert.match(evaluationDetails(result({ notes: ["a\nb"], stale: 4 })) ?? "", /\n\n- a b\n- 4 outcomes belong/);
  });
});
