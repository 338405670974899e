import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../test/support/vscode/use-scripted-editor.ts";
import type { Plan } from "../core/answer/index.ts";

const { CostConfirmation } = await import("./cost-confirmation.ts");

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
  aggregator: null,
  estimate: {
    costUsd: [0.01, high],
    knownUsd: [0.01, high],
    unpriced: [],
    unpricedHere: [],
    capUsd: null,
    requests: 4,
  },
  cascade: false,
  repair: false,
  examples: null,
  prompts: {},
  warnings: [],
});

/** Returns a confirmation whose dialogs are answered from lists, and the questions asked. */
function answering(choices: (string | undefined)[], previews: boolean[] = []) {
  const asked: string[] = [];
  const confirmation = new CostConfirmation();
  const confirm = (plan: Plan): Promise<boolean> =>
    confirmation.confirm(plan, {
      ask: (message) => {
        asked.push(message);
        return Promise.resolve(choices.shift());
      },
      preview: ({ selection }) => {
        asked.push(`preview of ${selection.question}`);
        return Promise.resolve(previews.shift() ?? false);
      },
    });
  return { confirm, asked };
}

describe("the confirmation of what a question may cost", () => {
  it("is asked for above a quarter of a dollar only, with the range, K and n", async () => {
    const { confirm, asked } = answering(["Ask"]);
    assert.equal(await confirm(planned("cheap", 0.25)), true);
    assert.deepEqual(asked, []);
    assert.equal(await confirm(planned("dear", 0.26)), true);
    assert.match(asked.join(), /up to \$0\.2600.*\$0\.0100 to \$0\.2600.*2 answers are merged 3 times/);
  });

  it("is not asked for again for the same question, unless that has become dearer", async () => {
    const { confirm, asked } = answering(["Ask", "Ask", undefined]);
    for (const high of [0.5, 0.5, 0.4, 0.6]) assert.equal(await confirm(planned("dear", high)), true);
    assert.equal(asked.length, 2);
    assert.equal(await confirm(planned("another", 0.5)), false);
    assert.equal(asked.length, 3);
  });

  it("can be given in the preview, and whoever closes that has not agreed", async () => {
    const { confirm, asked } = answering(["Show Preview", "Show Preview"], [false, true]);
    assert.equal(await confirm(planned("dear", 1)), false);
    assert.equal(await confirm(planned("dear", 1)), true);
    assert.equal(await confirm(planned("dear", 1)), true);
    assert.deepEqual(
      asked.filter((one) => one.startsWith("preview")),
      ["preview of dear", "preview of dear"],
    );
    assert.equal(asked.length, 4);
  });
});
