import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { says } from "../../../test/support/core/systems.ts";
import { askSystem } from "../../../test/support/core/systems.ts";

/**
 * On ten questions like the asked one, a is best. On twenty other questions that need the same skill, b and c are best.
 */
const bank = bankOf([
  ...Array.from({ length: 10 }, (_, row) => ({
    domain: "math",
    outcomes: { a: row < 8 ? 1 : 0, b: row < 6 ? 1 : 0, c: row < 6 ? 1 : 0 },
  })),
  ...Array.from({ length: 20 }, () => ({ domain: "math", vector: [0, 1], outcomes: { a: 0, b: 1, c: 1 } })),
]);
const parameters = { referencers: 2, dropCount: 0, aggregations: 1 };

describe("Symbolic-MoE by retrieval", () => {
  it("asks the models with the skills of similar questions and merges their answers, where SMCS goes by priors", async () => {
    const trio = { a: says("1"), b: says("2"), c: says("2") };
    const { record, answer } = await askSystem("symbolic-moe-retrieval", trio, { bank, parameters });
    // With the skill, a is right on 8 of 30 questions, b and c on 26. On the similar questions alone, a is right on 8,
    // they on 6.
    assert.deepEqual([record.selection?.referencers, answer, record.decidedBy], [["b", "c"], "2", "only"]);
    const smcs = await askSystem("smcs", trio, { bank, parameters });
    assert.deepEqual([smcs.record.selection?.referencers, smcs.answer], [["a", "b"], "1"]);
  });

  it("says that K is lower where fewer models may answer", async () => {
    const { record } = await askSystem(
      "symbolic-moe-retrieval",
      { a: says("1"), b: says("2"), c: says("2") },
      { bank, parameters: { referencers: 5 } },
    );
    assert.deepEqual([record.candidates[0]?.references.length, record.parameters.dropCount], [3, 0]);
    assert.deepEqual(record.warnings, ["Only 3 models are available: K is 3 instead of 5."]);
  });
});
