import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Plan } from "../core/plan-run.ts";
import { CostConfirmation } from "./cost-confirmation.ts";

const planned = (question: string, high: number): Plan => ({
  selection: {
    question,
    space: "s",
    bankSize: 0,
    threshold: 0,
    support: [],
    supportBySource: {},
    prior: [],
    referencers: ["a", "b"],
    coding: false,
    closestSource: null,
    warnings: [],
  },
  subsets: [["a"], ["b"], ["a"]],
  requests: 4,
  estimate: {
    costUsd: [0.01, high],
    knownUsd: [0.01, high],
    unpriced: [],
    unpricedHere: [],
    capUsd: null,
    requests: 4,
  },
  warnings: [],
});

/** Dialogs that are answered from a list, and what was asked. */
function answering(...choices: (string | undefined)[]) {
  const asked: string[] = [];
  const answer = (kind: string) => (message: string) => {
    asked.push(`${kind}: ${message}`);
    return Promise.resolve(choices.shift());
  };
  const confirmation = new CostConfirmation({
    ask: answer("modal"),
    askBeside: answer("beside"),
    showPreview: () => {
      asked.push("preview");
      return Promise.resolve();
    },
  });
  return { confirmation, asked };
}

describe("the confirmation of what a question may cost", () => {
  it("is asked for above a quarter of a dollar only, with the range, K and n", async () => {
    const { confirmation, asked } = answering("Ask");
    assert.equal(await confirmation.confirm(planned("cheap", 0.25)), true);
    assert.deepEqual(asked, []);
    assert.equal(await confirmation.confirm(planned("dear", 0.26)), true);
    assert.match(asked.join(), /^modal: .*up to \$0\.2600.*\$0\.0100 to \$0\.2600.*K = 2.*n = 3/);
  });

  it("is not asked for again for the same question, unless that has become dearer", async () => {
    const { confirmation, asked } = answering("Ask", "Ask", undefined);
    for (const high of [0.5, 0.5, 0.4, 0.6]) assert.equal(await confirmation.confirm(planned("dear", high)), true);
    assert.equal(asked.length, 2);
    assert.equal(await confirmation.confirm(planned("another", 0.5)), false);
    assert.equal(asked.length, 3);
  });

  it("asks again beside the preview, and whoever dismisses it has not agreed", async () => {
    const { confirmation, asked } = answering("Show Preview", undefined, "Show Preview", "Ask");
    assert.equal(await confirmation.confirm(planned("dear", 1)), false);
    assert.equal(await confirmation.confirm(planned("dear", 1)), true);
    const kinds = asked.map((one) => one.split(":")[0]);
    assert.deepEqual(kinds, ["modal", "preview", "beside", "modal", "preview", "beside"]);
  });
});
