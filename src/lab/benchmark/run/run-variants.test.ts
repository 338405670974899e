import assert from "node:assert/strict";
import path from "node:path";
import { describe, it, type TestContext } from "node:test";
import { answers, fails, type Step } from "../../../../test/support/core/scripted-model.ts";
import { resolveParameters } from "../../../core/parameters.ts";
import { variantsFor } from "../tables/tables.ts";
import { ReplyCache } from "../cache/reply-cache.ts";
import type { RequestSender } from "../cache/request-sender.ts";
import {
  choiceQuestion,
  type ScriptedServed,
  sender,
  served,
  testFolder,
} from "../../../../test/support/lab/benchmark.ts";
import type { Variant } from "../variant.ts";
import { estimateBenchmark } from "../estimate.ts";
import type { BenchmarkPlan } from "../plan-benchmark.ts";
import { runVariants, type VariantOutcomes } from "./run-variants.ts";
import { meansOver, splitOf, variant } from "../../../../test/support/lab/runs.ts";

const split = splitOf(["one", "two", "three"].map((id) => choiceQuestion(id)));
const variants = [
  variant("smcs"),
  variant("lambda=0", { parameters: { perplexityWeight: 0 } }),
  variant("moa", { system: "mixture-of-agents" }),
  variant("self-moa", { system: "self-moa" }),
  variant("single/a", { system: "single", parameters: { singleModel: "a" }, pool: ["a"] }),
];
const verdicts = { judge: (_: unknown, reply: string) => Promise.resolve(reply.includes("(A)") ? 1 : 0) };

interface Given {
  readonly members: readonly ScriptedServed[];
  readonly asking?: RequestSender;
  readonly variants?: readonly Variant[];
  readonly folder?: string;
}

async function run(t: TestContext, given: Given): Promise<VariantOutcomes & { readonly cache: ReplyCache }> {
  const { members, asking = sender(), folder = await testFolder(t) } = given;
  const cache = await ReplyCache.open(path.join(folder, "replies.log"), asking);
  const outcomes = await runVariants({
    variants: given.variants ?? variants,
    split,
    means: { ...meansOver(members, split), replies: cache },
    verdicts,
    atOnce: 4,
    isOver: () => asking.outOfBudget,
    onRun: () => undefined,
    signal: new AbortController().signal,
  });
  await cache.close();
  return { ...outcomes, cache };
}

/** Gives a different reply to every request, as models do. */
const own: Step = (request, onDelta, signal) =>
  answers(...Array.from({ length: request.choices }, (_, choice) => `The answer is (A). ${request.seed}/${choice}`))(
    request,
    onDelta,
    signal,
  );
const pool = (prices: { promptUsdPerMTok: number; completionUsdPerMTok: number } | null = null): ScriptedServed[] =>
  ["a", "b", "c", "d"].map((name) => served(name, own, prices));
const asked = (members: readonly ScriptedServed[]): number => members.reduce((sum, one) => sum + one.asked.length, 0);

describe("runs of all variants", () => {
  it("yield an outcome for each variant and question, and ask nothing twice", async (t) => {
    const members = pool();
    const { outcomes, questions, problems, cache } = await run(t, { members });
    assert.deepEqual([questions, outcomes.length, problems.length], [3, 15, 0]);
    assert.deepEqual(
      outcomes.slice(0, 5).map((one) => one.variant),
      variants.map(({ id }) => id),
    );
    assert.ok(outcomes.every(({ correct, error }) => correct === 1 && error === null));
    assert.equal(asked(members), cache.used);
    const [first, second] = outcomes;
    assert.deepEqual(first?.references, second?.references);
    const parts = [...(first?.references ?? []), ...(first?.candidates ?? [])];
    assert.ok(parts.every(({ correct }) => correct === 1));
    assert.deepEqual(
      first?.prior.map(({ model }) => model),
      ["a", "b", "c", "d"],
    );
  });

  it("are the same from what is kept, without asking anybody", async (t) => {
    const folder = await testFolder(t);
    const before = await run(t, { members: pool(), folder });
    const members = pool();
    const later = await run(t, { members, folder });
    assert.equal(asked(members), 0);
    assert.deepEqual(later.outcomes, before.outcomes);
  });

  it("send what the estimate said, to each model", async (t) => {
    const members = pool({ promptUsdPerMTok: 1, completionUsdPerMTok: 1 });
    const folder = await testFolder(t);
    await run(t, { members, folder, variants: variants.slice(0, 1) });
    const before = new Map(members.map(({ name, asked }) => [name, asked.length]));
    const cache = await ReplyCache.open(path.join(folder, "replies.log"), sender());
    const plan = { variants, split, means: meansOver(members, split) } as unknown as BenchmarkPlan;
    const estimate = await estimateBenchmark(plan, cache, new AbortController().signal);
    await cache.close();
    await run(t, { members, folder });
    const sent = members.flatMap(({ name, asked }) => {
      const requests = asked.length - (before.get(name) ?? 0);
      return requests === 0 ? [] : [[name, requests]];
    });
    assert.deepEqual(
      estimate.models.map(({ model, requests }) => [model, requests]),
      sent,
    );
    assert.ok(estimate.requests > 10);
    const { low, high } = estimate.costUsd ?? { low: 0, high: 0 };
    assert.ok(low > 0 && high > low);
  });

  it("send what the estimate said where keywords are named first", async (t) => {
    const members = pool({ promptUsdPerMTok: 0, completionUsdPerMTok: 1 });
    const symbolic = [variant("symbolic-moe", { system: "symbolic-moe" })];
    const cache = await ReplyCache.open(path.join(await testFolder(t), "replies.log"), sender());
    const plan = { variants: symbolic, split, means: meansOver(members, split) } as unknown as BenchmarkPlan;
    const { requests, costUsd } = await estimateBenchmark(plan, cache, new AbortController().signal);
    await cache.close();
    await run(t, { members, variants: symbolic });
    // For each of three questions: five replies with keywords, three answers and one merged answer.
    assert.deepEqual([requests, asked(members)], [15, 15]);
    assert.ok(Math.abs((costUsd?.low ?? 0) - 3 * (5 * 30e-6 + 4 * 400e-6)) < 1e-12, `${costUsd?.low}`);
  });

  it("share every request that several rows of the paper's tables make, and the estimate counts each once", async (t) => {
    const members = pool({ promptUsdPerMTok: 1, completionUsdPerMTok: 1 });
    const context = {
      models: members.map(({ name }) => ({ name, pool: true })),
      sources: ["made-up"],
      bankSize: 10,
      bankDataSets: [
        { name: "made-up", questions: 6 },
        { name: "other", questions: 4 },
      ],
      parameters: resolveParameters("paper", { referencers: 3, aggregations: 2 }),
      seeds: 2,
      simulated: true,
      codingAggregator: { usual: "d", named: "a" },
      points: { n: [1, 2, 3], K: [1, 2, 4] },
    };
    const rows = variantsFor(["table-3", "table-6", "table-9", "table-11", "table-12"], context);
    const folder = await testFolder(t);
    const cache = await ReplyCache.open(path.join(folder, "replies.log"), sender());
    const plan = { variants: rows, split, means: meansOver(members, split) } as unknown as BenchmarkPlan;
    const estimate = await estimateBenchmark(plan, cache, new AbortController().signal);
    await cache.close();
    const { outcomes } = await run(t, { members, folder, variants: rows });
    assert.equal(outcomes.length, rows.length * split.test.length);
    const bodies = members.flatMap(({ name, asked: own }) =>
      own.map(({ messages, choices, logprobs, sampling, seed }) =>
        JSON.stringify([name, messages, choices, logprobs, sampling, seed]),
      ),
    );
    assert.equal(new Set(bodies).size, bodies.length, "a request was sent twice");
    assert.equal(estimate.requests, bodies.length);
    // Four models, three questions: a model's own answer is also its reference in both of SMCS's rows.
    const answered = members.flatMap(({ asked: own }) => own.filter(({ logprobs }) => !logprobs));
    const long = answered.filter(({ sampling }) => sampling.maxOutputTokens === 32_768);
    assert.equal(long.length, 4 * 3);
  });

  it("end when the money is used up, with the questions that every variant answered", async (t) => {
    // Every reply costs $0.25, as the scripted models report; its worst case is slightly more.
    const prices = { promptUsdPerMTok: 0, completionUsdPerMTok: 32 };
    const members = pool(prices);
    const whole = pool(prices);
    await run(t, { members: whole });
    const asking = sender(asked(whole) * 0.25 * 0.6);
    const { outcomes, questions } = await run(t, { members, asking });
    assert.ok(asking.outOfBudget);
    assert.ok(asked(members) * 0.25 <= asked(whole) * 0.25 * 0.6);
    assert.ok(questions < 3);
    assert.equal(outcomes.length, questions * variants.length);
  });

  it("count what a model's failure did to a variant, and go on", async (t) => {
    const members = [served("a", fails()), ...pool().slice(1)];
    const { outcomes, questions } = await run(t, { members });
    assert.equal(questions, 3);
    const single = outcomes.find((one) => one.variant === "single/a");
    assert.equal(single!.correct, 0);
    assert.notEqual(single!.error, null);
    assert.equal(outcomes.find((one) => one.variant === "smcs")?.correct, 1);
    assert.equal(members[0]?.asked.length, new Set(members[0]?.asked.map(({ seed }) => seed)).size);
  });

  it("end altogether when a verdict cannot be kept", async (t) => {
    const broken = { judge: () => Promise.reject(new Error("The disk is full.")) };
    const cache = await ReplyCache.open(path.join(await testFolder(t), "replies.log"), sender());
    const runs = {
      variants,
      split,
      means: { ...meansOver(pool(), split), replies: cache },
      verdicts: broken,
      atOnce: 4,
      isOver: () => false,
      onRun: () => undefined,
      signal: new AbortController().signal,
    };
    await assert.rejects(runVariants(runs), /The disk is full/);
    await cache.close();
  });
});
