import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fails, type Step } from "../../../test/support/core/scripted-model.ts";
import { answersIn, askSystem, inTurn, says } from "../../../test/support/core/systems.ts";
import { seedDrawing } from "../../../test/support/core/world.ts";

const seed = seedDrawing(["a,b", "a,c", "a,b", "a,b"]);
const mixture = (a: Step, b: Step, c: Step, layers = 1, agg?: Step) =>
  askSystem("mixture-of-agents", { a, b, c, ...(agg && { agg }) }, { parameters: { layers }, run: { seed } });

describe("MoA", () => {
  it("merges the answers of all models once, where SMCS merges only pairs", async () => {
    const trio = { a: says("1"), b: says("2"), c: says("2") };
    // Two of three say 2. In each pair that SMCS draws, the first says 1, and no majority is against it.
    const { record, answer } = await mixture(trio.a, trio.b, trio.c);
    assert.deepEqual([answer, record.decidedBy, record.subsets], ["2", "only", [["a", "b", "c"]]]);
    assert.deepEqual(
      record.candidates.map(({ references, score }) => [references.join(), score]),
      [["a,b,c", 1]],
    );
    assert.equal((await askSystem("smcs", trio, { run: { seed } })).answer, "1");
  });

  it("asks every model again in a further layer, with all answers of the one before", async () => {
    // After reading 1, 2, 2, all models say what most said, except for a, which says 3.
    const reads: Step = (request, ...rest) => says(answersIn(request.messages[0]!.content)[1] ?? "2")(request, ...rest);
    const { record, pool, answer } = await mixture(inTurn(says("1"), says("3")), reads, inTurn(says("2"), reads), 2);
    assert.deepEqual(
      record.references.map(({ model, text }) => [model, answersIn(text)[0]].join()),
      [...["a,1", "b,2", "c,2"], ...["a,3", "b,2", "c,2"]],
    );
    assert.deepEqual(answersIn(pool[0]!.asked[1]!.messages[0]!.content), ["1", "2", "2"]);
    assert.deepEqual(answersIn(pool[3]!.asked[0]!.messages[0]!.content), ["3", "2", "2"]);
    assert.deepEqual([answer, record.selection?.referencers.join("")], ["2", "abcabc"]);
    assert.equal(record.totals.costUsd, 7 * 0.25);
  });

  it("reads in each layer what arrived of the one before, and merges what arrived of the last", async () => {
    const { record, pool, answer } = await mixture(
      says("1"),
      inTurn(fails(), says("2")),
      inTurn(says("2"), fails()),
      2,
    );
    assert.deepEqual(answersIn(pool[1]!.asked[1]!.messages[0]!.content), ["1", "2"]);
    assert.deepEqual([record.candidates[0]?.references, answer], [["a", "b"], "1"]);
    assert.match(record.warnings.join(), /4 of 6 answers arrived/);
  });

  it("falls back on the layer before one that brought nothing, and gives up when none brought anything", async () => {
    const once = (value: string) => inTurn(says(value), fails());
    const { record, answer } = await mixture(once("1"), once("2"), once("2"), 3);
    assert.deepEqual([answer, record.candidates[0]?.references], ["2", ["a", "b", "c"]]);
    // The third layer reads the first one, because nothing arrived from the second.
    assert.deepEqual(record.references.map(({ status }) => status[1]).join(""), "iii" + "aaa" + "aaa");
    const none = await mixture(fails("connect"), fails("connect"), fails("connect"), 2);
    assert.deepEqual([none.record.outcome, none.record.error], ["failed", "No model answered."]);
    assert.match(none.record.references[3]?.error ?? "", /a was not asked, because no answer/);
    assert.deepEqual(
      none.pool.map(({ asked }) => asked.length),
      [1, 1, 1, 0],
    );
    assert.equal(none.record.totals.costUsd, 0);
  });

  it("shows the first answer of the last layer when nobody can merge", async () => {
    const trio = [inTurn(says("1"), says("5")), says("2"), says("2")] as const;
    const { record, answer } = await mixture(...trio, 2, fails());
    assert.deepEqual([record.fallback, record.winner, answer], ["best-reference", 3, "5"]);
  });
});
