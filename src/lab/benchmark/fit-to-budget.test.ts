import assert from "node:assert/strict";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { type Parameters, resolveParameters } from "../../core/parameters.ts";
import { ReplyCache } from "./cache/reply-cache.ts";
import { fitToBudget } from "./fit-to-budget.ts";
import type { BenchmarkPlan } from "./plan-benchmark.ts";
import { meansOver, splitOf } from "../../../test/support/lab/runs.ts";
import type { SweepPoints } from "./tables/points.ts";
import { leftOutOf, variantsFor } from "./tables/tables.ts";
import type { TablesContext } from "./tables/context.ts";
import { choiceQuestion, sender, served, testFolder } from "../../../test/support/lab/benchmark.ts";

const { signal } = new AbortController();
/** Prices at which a choice of 400 tokens, the typical answer, costs $1. */
const prices = { promptUsdPerMTok: 0, completionUsdPerMTok: 2500 };
const members = ["a", "b", "c", "d"].map((name) => served(name, undefined, prices));
const split = splitOf([choiceQuestion("asked")]);
const means = meansOver(members, split);
const parameters = resolveParameters("paper", { referencers: 2, dropCount: 0, aggregations: 2 });

function planOf(
  tables: readonly string[],
  points: SweepPoints = { n: [1, 4, 10] },
  own: Parameters = parameters,
): BenchmarkPlan {
  const context: TablesContext = {
    models: members.map(({ name }) => ({ name, pool: true })),
    sources: ["made-up"],
    bankSize: 10,
    parameters: own,
    seeds: 1,
    simulated: true,
    points,
  };
  const variants = variantsFor(tables, context);
  return { tables, context, variants, split, means: { ...means, parameters: own } } as unknown as BenchmarkPlan;
}

async function fitted(t: TestContext, plan: BenchmarkPlan, budgetUsd: number): Promise<BenchmarkPlan> {
  const cache = await ReplyCache.open(path.join(await testFolder(t), "replies.log"), sender());
  try {
    return await fitToBudget(plan, cache, budgetUsd, signal);
  } finally {
    await cache.close();
  }
}

const idsOf = ({ variants }: BenchmarkPlan): string[] => variants.map(({ id }) => id);

describe("a plan within a budget", () => {
  // Two references and n = 2 choices as set: $4. The points merge the same references and add $1, $4 and $10.
  it("keeps all points where their typical answers can be paid", async (t) => {
    const plan = planOf(["table-12"]);
    assert.equal(await fitted(t, plan, 19), plan);
  });

  it("leaves the dearest points out first, by name, and never the value as set", async (t) => {
    const plan = planOf(["table-12"]);
    const within18 = await fitted(t, plan, 18);
    assert.deepEqual(idsOf(within18), ["smcs/n=1", "smcs", "smcs/n=4"]);
    const why = "since the budget does not pay for them as well: raise --budget, or make fewer tables at once.";
    assert.deepEqual(leftOutOf(["table-12"], within18.context), [`table-12: Left out: n = 10, ${why}`]);
    const within8 = await fitted(t, plan, 8);
    assert.deepEqual(idsOf(within8), ["smcs/n=1", "smcs"]);
    assert.deepEqual(leftOutOf(["table-12"], within8.context), [`table-12: Left out: n = 4, 10, ${why}`]);
    assert.deepEqual(idsOf(await fitted(t, plan, 0)), ["smcs"]);
  });

  it("keeps what another table needs", async (t) => {
    const plan = planOf(
      ["drop-count", "table-10", "table-12"],
      { K_drop: [0], n: [10] },
      { ...parameters, dropCount: 1 },
    );
    assert.ok(["smcs/Kdrop=0", "smcs/n=10"].every((id) => idsOf(plan).includes(id)));
    const within = await fitted(t, plan, 1);
    assert.ok(idsOf(within).includes("smcs/Kdrop=0"), "a row of Table 10");
    assert.ok(!idsOf(within).includes("smcs/n=10"));
  });
});
