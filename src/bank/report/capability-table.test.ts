import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BankQuestion } from "../../core/question-bank/index.ts";
import { type CapabilityTable, CapabilityTally } from "./capability-table.ts";
import { chosen, imported, questionOf, questionsOf } from "../../../test/support/bank/report.ts";

function tableOf(questions: readonly BankQuestion[]): CapabilityTable {
  const tally = new CapabilityTally();
  for (const question of questions) tally.add(question);
  return tally.table;
}

describe("the table of models and sources", () => {
  it("weighs right answers by evidence, and counts outcomes", () => {
    const { models } = tableOf([
      questionOf("1", { capability: { m: imported(0) } }),
      questionOf("2", { capability: { m: chosen } }),
    ]);
    // 0.25 right of 1.25 known.
    const known = { evaluated: 2, accuracy: 0.2 };
    const byEvidence = { checked: 0, imported: 1, choice: 1, samples: 0 };
    assert.deepEqual(models, [{ name: "m", ...known, byEvidence, bySource: [{ ...known, choices: 1 }] }]);
  });

  it("has the largest source and the most accurate model first, and nothing where nothing is known", () => {
    const { sources, models, questions } = tableOf([
      ...questionsOf(1, "small", { weak: imported(0), strong: imported(1) }),
      ...questionsOf(2, "large", { weak: imported(1) }),
      ...questionsOf(1, "large/more"),
    ]);
    assert.equal(questions, 4);
    assert.deepEqual(
      sources.map(({ name, bank, unevaluated }) => [name, bank, unevaluated]),
      [
        ["large", 2, 0],
        ["large/more", 1, 1],
        ["small", 1, 0],
      ],
    );
    assert.deepEqual(
      models.map(({ name, bySource }) => [name, bySource.map((known) => known?.accuracy ?? null)]),
      [
        ["strong", [null, null, 1]],
        ["weak", [1, null, 0]],
      ],
    );
  });

  it("only counts test questions: what is known of them chooses no model", () => {
    const test = questionOf("t", { split: "test", capability: { m: imported(1) } });
    const { sources, models, questions } = tableOf([test]);
    assert.deepEqual([questions, models, sources], [0, [], [{ name: "s", bank: 0, unevaluated: 0, test: 1 }]]);
  });
});
