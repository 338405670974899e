import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Outcome } from "./outcome.ts";
import { aggregatorsTable, mergedRight, studyOf, aggregatorVariant, comparedAggregators } from "./aggregators.ts";

const models = ["a", "b"];

/** Returns the outcome of a model's run on a question; `by` is the model that merged, null for no merged answer. */
function outcome(model: string, question: string, correct: number | null, by: string | null = model): Outcome {
  const judged = { correct, costUsd: 0.25, durationMs: 10 };
  return {
    variant: aggregatorVariant(model).id,
    question,
    source: "s",
    correct,
    costUsd: 0.5,
    latencyMs: 1000,
    references: [],
    candidates:
      by === null ? [] : [{ ...judged, model: by, subset: [], similarity: 1, perplexity: null, cutOff: false }],
    winner: by === null ? null : 0,
    prior: [],
    supportBySource: {},
    replies: { known: 2, cutOff: 0, unknown: 0 },
    error: null,
  };
}

// Coding questions c1 and c2, others o1 and o2; o2 cannot be checked.
const outcomes = [
  outcome("a", "c1", 1),
  outcome("a", "c2", 1),
  outcome("a", "o1", 0.5),
  outcome("a", "o2", null),
  outcome("b", "c1", 1),
  outcome("b", "c2", 1, "a"),
  outcome("b", "o1", 1, null),
  outcome("b", "o2", null, "a"),
];
const isCoding = (question: string): boolean => question.startsWith("c");

describe("the comparison of aggregators", () => {
  it("counts what a model merged itself, coding and other questions apart", () => {
    assert.deepEqual(studyOf(models, outcomes, isCoding), {
      models: [
        { model: "a", coding: { questions: 2, right: 2 }, other: { questions: 1, right: 0.5 } },
        { model: "b", coding: { questions: 2, right: 1 }, other: { questions: 1, right: 0 } },
      ],
    });
    assert.equal(mergedRight(outcome("b", "c2", 1, "a"), "b"), 0);
    assert.equal(mergedRight(outcome("b", "c2", null), "b"), null);
  });

  it("is a table with the best first, against who merges now", () => {
    const followsInstructions = (model: string) => ({ value: model === "a" ? 0.25 : 0.75 });
    const about = { models: ["b", "a"], current: "b", isCoding, followsInstructions, simulated: true };
    const table = aggregatorsTable(about, outcomes);
    assert.deepEqual(
      table.rows.map(({ title, figures }) => [title, ...figures.map(({ value }) => value && Math.round(value * 1e6))]),
      [
        ["a", 833333, 500000, 1000000, 500000, 250000, 2000000, 1000000000],
        ["b", 333333, null, 500000, 0, 750000, 2000000, 1000000000],
      ],
    );
    const [, against] = table.rows[0]!.figures;
    assert.ok(against!.interval![0] <= 0.5 && against!.interval![1] >= 0.5);
    assert.deepEqual(
      [table.columns[1]?.title, ...table.notes.map((note) => note.slice(0, 24))],
      ["Against b", "The models are simulated", "Answers that the model i", "Replies that were cut of"],
    );
  });

  it("does not add up costs of which one is not known", () => {
    const unknown = outcomes.map((one) =>
      one.question === "c1" && one.variant.endsWith("a") ? { ...one, costUsd: null } : one,
    );
    const about = { models, current: null, isCoding, followsInstructions: () => ({ value: null }), simulated: false };
    const { rows } = aggregatorsTable(about, unknown);
    assert.deepEqual(
      rows.map(({ figures }) => figures[5]?.value),
      [null, 2],
    );
    assert.deepEqual(
      rows.map(({ figures }) => figures[1]?.value),
      [null, null],
    );
  });

  it("compares all that can merge, or those that were named", () => {
    const members = ["Qwen3-32B", "QwQ-32B", "gemma"].map((name) => ({ name, reference: `local/${name}-id` }));
    assert.deepEqual(comparedAggregators(members, undefined), ["Qwen3-32B", "QwQ-32B", "gemma"]);
    assert.deepEqual(comparedAggregators(members, ["local/gemma-id", "qwen/qwq-32b", "gemma"]), ["gemma", "QwQ-32B"]);
    assert.throws(() => comparedAggregators(members, ["gone", "gemma"]), /no model gone\. These can merge: Qwen3-32B,/);
    assert.throws(() => comparedAggregators(members, ["gemma"]), /at least two models are needed; there is gemma/);
  });
});
