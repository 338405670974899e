import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { answers, member } from "../../test/support/core/scripted-model.ts";
import { answer, fixedEmbedder, QUESTION, rankedBank, seedDrawing } from "../../test/support/core/world.ts";
import type { PoolMember } from "./ports.ts";
import { resolveParameters } from "./parameters.ts";
import { planRun } from "./plan-run.ts";
import { plainPolicy } from "./run-policy.ts";

const seed = seedDrawing(["a,b", "a,c", "a,b", "a,b"]);
const plan = (pool: readonly PoolMember[]) =>
  planRun(
    {
      runId: "run",
      policy: plainPolicy,
      seed,
      question: QUESTION,
      parameters: resolveParameters("coding", {}),
      aggregator: "auto",
      codingAggregator: "auto",
    },
    {
      pool,
      bank: { load: () => Promise.resolve(rankedBank(pool.map(({ name }) => name))) },
      embedding: fixedEmbedder(),
      clock: () => 0,
      wait: () => Promise.reject(new Error("A plan waits for nothing.")),
      simulated: true,
    },
    new AbortController().signal,
  );

describe("the plan of a run", () => {
  it("is what the run with the same seed then does, and calls no model", async () => {
    const pool = ["a", "b", "c", "d"].map((name) => member(name, answers(`from ${name}`), answers("merged")));
    const { selection, subsets, requests, warnings } = await plan(pool);
    assert.ok(pool.every(({ asked }) => asked.length === 0));
    const { record } = await answer(pool, { run: { seed } });
    assert.deepEqual([selection, subsets, warnings], [record.selection, record.subsets, record.warnings]);
    // Three references and one request for each of ab and ac.
    assert.equal(requests, 5);
    assert.equal(pool.flatMap(({ asked }) => asked).length, requests);
  });

  it("leaves out models that only aggregate, and says that K is lower", async () => {
    const { selection, subsets, warnings } = await plan([
      member("a", answers("a")),
      { ...member("b", answers("b")), referencer: false },
    ]);
    assert.deepEqual([selection.referencers, subsets.map(String)], [["a"], ["a", "a", "a", "a"]]);
    assert.match(warnings.join(), /Only 1 model is available/);
  });

  it("of an empty pool holds nothing", async () => {
    const { subsets, requests } = await plan([]);
    assert.deepEqual([subsets, requests], [[], 0]);
  });
});
