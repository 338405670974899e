import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inTime, takes } from "../../../test/support/core/collaboration.ts";
import {
  answers,
  choiceOf,
  fails,
  member,
  ownServer,
  type ScriptedMember,
  type Step,
} from "../../../test/support/core/scripted-model.ts";
import { answer } from "../../../test/support/core/world.ts";
import type { ServerTraits } from "../ports.ts";
import { plainPolicy } from "../../../test/support/core/plain-policy.ts";

const elsewhere = { ...ownServer, selfHosted: false, onThisMachine: false };
const priced = { ...elsewhere, prices: { promptUsdPerMTok: 1, completionUsdPerMTok: 10 } };
const at = (one: ScriptedMember, server: ServerTraits): ScriptedMember => ({ ...one, servers: [server] });
/** Charges for all the text that the request allows. */
const greedy: Step = (request) =>
  Promise.resolve({
    choices: Array.from({ length: request.choices }, () => choiceOf("So.")),
    usage: null,
    costUsd: (request.sampling.maxOutputTokens * request.choices * 10) / 1e6,
    servedBy: "fake/model",
  });
const capped = (budgetUsd: number) => ({ run: { policy: { ...plainPolicy, budgetUsd } } });

describe("a question with a cap", () => {
  it("never costs more, however greedy the models: they are allowed to write less", async () => {
    const pool = ["a", "b", "c"].map((name) => at(member(name, greedy, greedy), priced));
    const free = await answer(pool);
    assert.ok((free.record.totals.costUsd ?? 0) > 0.5);
    const limits = pool.map(({ asked }) => asked.length);
    const { record } = await answer(pool, capped(0.1));
    assert.deepEqual([record.outcome, record.fallback], ["done", null]);
    assert.ok((record.totals.costUsd ?? Infinity) <= 0.1, `${record.totals.costUsd}`);
    assert.ok(pool.every(({ asked }, index) => (asked[limits[index]!]?.sampling.maxOutputTokens ?? 0) < 8192));
    assert.match(record.warnings.join(), /tokens instead of 8192.*smcs\.budget\.perQuestionUsd/);
  });

  it("leaves out models that cost nobody knows how much, by name, but those on this machine", async () => {
    const pool = [
      at(member("a", answers("a"), answers("merged")), priced),
      at(member("b", answers("b")), elsewhere),
      at(member("c", answers("c")), { ...ownServer, onThisMachine: true }),
    ];
    const { record } = await answer(pool, capped(10));
    assert.deepEqual(record.selection?.referencers, ["a", "c"]);
    assert.match(record.warnings.join(), /Left out.*b \(fake\)/);
    assert.equal(pool[1]!.asked.length, 0);
  });

  it("that pays for nothing says so for every model, and nobody is asked", async () => {
    const pool = ["a", "b"].map((name) => at(member(name, greedy, greedy), priced));
    const { record } = await answer(pool, capped(0.000_01));
    assert.deepEqual([record.outcome, record.totals.costUsd], ["failed", 0]);
    assert.match(record.references[0]?.error ?? "", /a was not asked: .*perQuestionUsd/);
    assert.equal(pool.flatMap(({ asked }) => asked).length, 0);
  });

  it("breaks off a server that is paid by the hour", async () => {
    const world = inTime({ budgetUsd: 0.05 });
    const slow = at(member("a", takes(world.time, 86_400_000, answers("late")), fails()), {
      ...elsewhere,
      costPerHourUsd: 2,
    });
    const quick = at(member("b", answers("b"), answers("merged")), priced);
    const { record } = await answer([slow, quick], world);
    assert.equal(record.references[0]?.status, "aborted");
    assert.match(record.references[0].error ?? "", /its server's hours would cost more/);
    assert.equal(record.outcome, "done");
  });
});

describe("long references", () => {
  it("leave a small model as much output as its context has room for, and turn it away where that is too little", async () => {
    const small = at(member("a", answers("a"), answers("merged")), { ...ownServer, contextTokens: 8192 });
    const tiny = at(member("b", answers("b")), { ...ownServer, contextTokens: 300 });
    const { record } = await answer([small, tiny]);
    const limit = small.asked[0]?.sampling.maxOutputTokens ?? 0;
    assert.ok(limit > 7000 && limit < 8192, `${limit}`);
    assert.equal(tiny.asked.length, 0);
    assert.match(record.references[1]?.error ?? "", /of the 300 tokens that b can read/);
  });

  it("are shortened to fit into the aggregator's context, and the record says whose", async () => {
    const long = "A sentence of the answer that goes on. ".repeat(2000);
    const small = { ...ownServer, contextTokens: 12_000 };
    const pool = [
      at(member("a", answers(long), answers("merged")), small),
      at(member("b", answers("short")), ownServer),
      at(member("c", answers(long)), ownServer),
    ];
    const { record } = await answer(pool, { run: { aggregator: "a" } });
    assert.match(record.warnings.join("\n"), /Shortened to fit into the context of a: a/);
    const prompt = pool[0]!.asked.find(({ logprobs }) => logprobs)?.messages[0]?.content ?? "";
    assert.ok(prompt.length < long.length);
    assert.equal(record.references[0]?.text, long, "the reference itself stays whole");
  });
});
