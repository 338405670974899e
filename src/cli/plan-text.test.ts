import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Plan } from "../core/answer/index.ts";
import { planText } from "./plan-text.ts";

const plan: Omit<Plan, "requests" | "estimate" | "warnings"> = {
  selection: {
    question: "Why?",
    space: "s",
    bankSize: 9,
    threshold: 0.5,
    prior: [],
    referencers: ["a", "b", "c"],
    support: [{ id: "1", source: "s", similarity: 1 }],
    supportBySource: { s: 1 },
    closestSource: "s",
    coding: false,
    warnings: [],
  },
  subsets: [
    ["a", "b"],
    ["a", "c"],
    ["a", "b"],
  ],
  aggregator: { model: "m", reason: "It is best.", accuracy: 0.9, interval: [0.8, 0.95] },
  prompts: {},
  cascade: false,
  repair: false,
  examples: null,
};

describe("a dry run for people", () => {
  it("says who would answer, who would merge which answers, and why", () => {
    assert.equal(
      planText(plan, { system: "smcs", simulated: true }),
      [
        "Would ask 3 simulated models: a, b, c",
        "m would merge their answers. It is best. Its share of right answers there is 90% (95% interval 80 to 95%).",
        "  merged answer 1, 3: a, b",
        "  merged answer 2: a, c",
      ].join("\n"),
    );
  });

  it("says which requests may be spared, and which may be added", () => {
    const examples = { examples: [{ given: "f(1)", expected: "2", from: "test_f.py" }] };
    const text = planText({ ...plan, cascade: true, examples, repair: true }, { system: "smcs", simulated: true });
    assert.match(
      text,
      /\nOne model after the other, until a reply suffices.*\ntest_f\.py has 1 example: .*\nOne request more/,
    );
  });

  it("says nothing of merging where nothing is merged, and who would compare", () => {
    const votes = { ...plan, subsets: [] };
    const text = planText({ ...votes, aggregator: null }, { system: "majority-voting", simulated: false });
    assert.equal(text, "Would ask 3 models: a, b, c");
    const compared = planText(votes, { system: "self-consistency", simulated: false });
    assert.match(compared, /^m would compare their answers\. It is best\./m);
  });

  it("shows the prompts of the user's own as they were written", () => {
    const prompts = { question: { system: null, user: "Q:\n{question}" } };
    assert.match(
      planText({ ...plan, prompts }, { system: "smcs", simulated: false }),
      /\nYour own prompts\n {2}question, system: \(none\)\n {2}question, user: Q:\n {4}\{question\}$/,
    );
  });

  it("says when no model would be asked", () => {
    const nobody = { ...plan, selection: { ...plan.selection, referencers: [] }, aggregator: null, subsets: [] };
    assert.match(planText(nobody, { system: "smcs", simulated: false }), /^No model would be asked\./);
  });
});
