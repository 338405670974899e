import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fails } from "../../../test/support/core/scripted-model.ts";
import { askSystem, says } from "../../../test/support/core/systems.ts";

describe("the simple router", () => {
  const trio = { a: says("1"), b: says("1"), c: says("3") };

  it("asks the best model on the closest data set only, where SMCS asks three", async () => {
    // On `near` c is right on 6 of 6, b on 5, a on 4.
    const { record, answer, pool } = await askSystem("simple-router", trio);
    assert.deepEqual([answer, record.decidedBy, record.candidates[0]?.model], ["3", "only", "c"]);
    assert.deepEqual(
      pool.map(({ asked }) => asked.length),
      [0, 0, 1, 0],
    );
    assert.deepEqual([record.warnings, record.totals.costUsd, record.comparedIn], [[], 0.25, null]);
    assert.equal((await askSystem("smcs", trio)).answer, "1");
  });

  it("has no answer when that model fails", async () => {
    const { record } = await askSystem("simple-router", { ...trio, c: fails() });
    assert.deepEqual([record.outcome, record.error], ["failed", "No model answered."]);
  });
});
