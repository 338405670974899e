import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { fails } from "../../../test/support/core/scripted-model.ts";
import { askSystem, says } from "../../../test/support/core/systems.ts";

describe("the simple router", () => {
  const trio = { a: says("1"), b: says("1"), c: says("3") };

  it("asks the best model on the closest data set only, where SMCS asks three", async () => {
    // On `near`, c is right on 6 of 6 questions, b on 5, a on 4.
    const { record, answer, pool } = await askSystem("simple-router", trio);
    assert.deepEqual([answer, record.decidedBy, record.candidates[0]?.model], ["3", "only", "c"]);
    assert.deepEqual(
      pool.map(({ asked }) => asked.length),
      [0, 0, 1, 0],
    );
    assert.deepEqual([record.warnings, record.totals.costUsd, record.comparedIn], [[], 0.25, null]);
    assert.equal((await askSystem("smcs", trio)).answer, "1");
  });

  it("does not take one lucky outcome for the best model", async () => {
    const bank = bankOf(
      Array.from({ length: 12 }, (_, row) => [
        { source: "near", outcomes: { a: row < 8 ? 1 : 0, ...(row === 0 && { b: 1 }) } },
        { source: "far", vector: [-1, 0], outcomes: { a: 0, b: row < 2 ? 1 : 0 } },
      ]).flat(),
    );
    const { record } = await askSystem("simple-router", trio, { bank });
    assert.deepEqual([record.selection?.closestSource, record.selection?.referencers], ["near", ["a"]]);
  });

  it("has no answer when that model fails", async () => {
    const { record } = await askSystem("simple-router", { ...trio, c: fails() });
    assert.deepEqual([record.outcome, record.error], ["failed", "No model answered."]);
  });
});
