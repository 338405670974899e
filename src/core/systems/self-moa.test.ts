import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bankOf } from "../../../test/support/core/banks.ts";
import { askSystem, inTurn, says } from "../../../test/support/core/systems.ts";
import { ofType } from "../../../test/support/core/call-context.ts";

describe("Self-MoA", () => {
  // On the closest data set c is best, but on the whole bank and by its prior a is.
  const trio = () => ({ a: says("1"), b: says("1"), c: inTurn(says("2"), says("3"), says("3"), says("4")) });

  it("merges n answers of the best model on the closest data set, where SMCS asks others too", async () => {
    const { record, events, answer } = await askSystem("self-moa", trio());
    assert.deepEqual([record.selection?.closestSource, record.selection?.referencers.join("")], ["near", "cccc"]);
    assert.deepEqual([record.candidates.length, record.requests.length, record.decidedBy], [1, 1, "only"]);
    // The answers are 2, 3, 3 and 4.
    assert.equal(answer, "3");
    assert.deepEqual(
      ofType(events, "reference-end").map(({ sample }) => sample),
      [undefined, 1, 2, 3],
    );
    // Two of a, b and c say 1, and every draw has a or b.
    assert.equal((await askSystem("smcs", trio())).answer, "1");
  });

  it("goes by the whole bank without a similar question, says so, and by name without any", async () => {
    const other = bankOf([{ vector: [-1, 0], outcomes: { a: 0, b: 1 } }]);
    const unlike = await askSystem("self-moa", trio(), { bank: other });
    assert.equal(unlike.record.selection?.referencers[0], "b");
    assert.deepEqual(unlike.record.warnings, [
      "No bank question resembles this one: b answers, by its accuracy on the whole bank.",
    ]);
    const empty = await askSystem("self-moa", trio(), { bank: bankOf([]) });
    assert.equal(empty.record.selection?.referencers[0], "a");
    assert.match(empty.record.warnings.join(), /^None of your models has been evaluated .*: a answers/);
  });
});
