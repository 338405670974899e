import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inTime, stopAt, takes } from "../../../test/support/core/collaboration.ts";
import { priced } from "../../../test/support/core/priced-calls.ts";
import { answers, fails, hangs, member, type Step, turns } from "../../../test/support/core/scripted-model.ts";
import {
  askSystem,
  inTurn,
  isForKeywords,
  mergesByMajority,
  poolOf,
  says,
  type Trio,
  twoSources,
} from "../../../test/support/core/systems.ts";
import { answer, fixedEmbedder, QUESTION } from "../../../test/support/core/world.ts";
import type { CallContext } from "../calls/index.ts";
import { resolveParameters, type Parameters } from "../parameters.ts";
import { planRun } from "../answer/index.ts";
import type { ChatRequest, PoolMember } from "../ports.ts";
import { plainPolicy } from "../../../test/support/core/plain-policy.ts";
import { replyOf } from "../record/index.ts";
import { systemNames } from "../system-names.ts";
import { systems } from "./systems.ts";

const trio: Trio = { a: says("1"), b: says("2"), c: says("2") };
/** Every system, with variants of those that settings change into another one. */
const variants: readonly { readonly system: (typeof systemNames)[number]; readonly parameters: Partial<Parameters> }[] =
  [
    ...systemNames.map((system) => ({ system, parameters: {} })),
    { system: "mixture-of-agents", parameters: { layers: 3 } },
    { system: "self-consistency", parameters: { selfConsistency: "universal" } },
  ];
/** Texts without an answer that can be counted. */
const vague: Trio = {
  a: answers("one"),
  b: answers("two"),
  c: inTurn(answers("one"), answers("two"), answers("three")),
};
const judge = answers("Most consistent: Response 1");

for (const { system, parameters } of variants) {
  const kept = JSON.stringify(parameters) === "{}" ? "" : ` ${JSON.stringify(parameters)}`;
  describe(`${system}${kept}`, () => {
    const ask = (given: Trio, world = {}) =>
      askSystem(system, { keywords: answers('["general"]'), ...given }, { parameters, ...world });

    it("gives the same record for the same seed, in whatever order the replies arrive", async () => {
      const delayed = async (...delays: readonly number[]): Promise<string> => {
        const late =
          (step: Step, at: number): Step =>
          async (...call) => {
            await turns(delays[at] ?? 0);
            return step(...call);
          };
        const embedding = fixedEmbedder({ one: [1, 0], two: [3, 4], three: [4, 3] });
        const c = (request: ChatRequest) => ["one", "two", "three"][request.seed % 3] ?? "";
        const each = {
          a: late(answers("one"), 0),
          b: late(fails(), 1),
          c: late((request, ...rest) => answers(c(request))(request, ...rest), 2),
        };
        const { record } = await ask({ ...each, agg: late(answers("two", "three"), 3), judge }, { embedding });
        return JSON.stringify(record);
      };
      const expected = await delayed(0, 0, 0, 0);
      for (const delays of [
        [9, 0, 0, 0],
        [0, 30, 5, 2],
        [20, 10, 0, 7],
      ])
        assert.equal(await delayed(...delays), expected);
    });

    it("asks nobody who only merges, and says so when nobody may answer", async () => {
      const { pool } = await ask(trio);
      assert.ok(pool[3]!.asked.every((request) => request.logprobs || isForKeywords(request)));
      const bank = twoSources();
      const merger = member("agg", says("1"));
      const { record } = await answer([{ ...merger, referencer: false }], { bank, run: { system } });
      assert.deepEqual([merger.asked, record.system], [[], system]);
      assert.deepEqual([record.outcome, record.references], ["failed", []]);
      assert.match(record.error ?? "", /No model can be asked/);
    });

    it("goes on without who fails, and says so; without anybody it fails", async () => {
      const { record } = await ask({ ...vague, b: fails(), c: inTurn(fails(), answers("two")) });
      if (!record.references.every(({ status }) => status === "failed")) {
        assert.equal(record.outcome, "done");
        assert.ok(record.winner !== null);
      }
      const failed = record.references.filter(({ status }) => status === "failed").length;
      assert.equal(
        record.warnings.some((one) => / of \d+ (models answered|answers arrived)\./.test(one)),
        failed > 0,
      );
      const none = await ask({ a: fails(), b: fails(), c: fails() });
      assert.deepEqual([none.record.outcome, none.record.error], ["failed", "No model answered."]);
    });

    it("uses what was cut off behind its answer, and says so", async () => {
      const cut = answers({ text: "half", finish: "length" });
      const { record } = await ask({ a: cut, b: cut, c: cut, judge });
      assert.deepEqual([record.outcome, record.fallback], ["done", null]);
      const cutOff = record.references.filter(({ status, holdsAnswer }) => status === "truncated" && holdsAnswer);
      assert.equal(cutOff.length, record.references.length);
      assert.match(record.references[0]?.error ?? "", /^Cut off at the output limit/);
      assert.ok(
        record.warnings.some((one) => one.startsWith("Cut off at the output limit, and used as far as it goes:")),
      );
      const isMerged = record.requests.length > 0 && systems[system].conclusion !== "vote";
      assert.ok(record.candidates.every(({ status }) => status === (isMerged ? "finished" : "truncated")));
    });

    it("shows what was cut off before its answer only where nothing better came", async () => {
      const question = { ...QUESTION, answerForm: { kind: "choice", options: ["x", "y"] } } as const;
      const cut = answers({ text: "Let us see", finish: "length" });
      const none = await ask({ a: cut, b: cut, c: cut, judge }, { run: { question } });
      assert.deepEqual(
        // A request without draws names keywords.
        [
          none.record.outcome,
          none.record.fallback,
          none.record.candidates,
          none.record.requests.flatMap((one) => one.draws),
        ],
        ["done", "best-reference", [], []],
      );
      assert.equal(replyOf(none.record), "Let us see");
      assert.ok(none.record.warnings.some((one) => one.startsWith("No whole answer came")));
      const whole = inTurn(cut, answers("B"));
      const { record } = await ask({ a: whole, b: whole, c: whole, judge }, { run: { question } });
      if (record.references.some(({ status }) => status === "finished")) {
        assert.equal(record.fallback, null);
        const shown = record.candidates.flatMap(({ text, references }) => [text, ...references]);
        assert.ok(!shown.includes("Let us see"));
      }
    });

    it("is stopped by the user without an answer", async () => {
      const half = hangs("half");
      const { record } = await ask({ a: half, b: half, c: half, judge }, stopAt("reference-delta"));
      assert.deepEqual([record.outcome, record.winner, record.warnings], ["aborted", null, []]);
      assert.ok(record.references.every(({ status }) => status === "aborted"));
      assert.equal(record.references[0]?.text, "half");
    });

    it("keeps the deadline with what has come", async () => {
      const world = inTime({ deadlineMs: 60_000 });
      const slow = (step: Step): Step => takes(world.time, 5_000, step);
      const late = inTurn(slow(answers("c")), hangs("half"));
      const { record } = await ask(
        { a: slow(answers("a")), b: hangs("half"), c: late, agg: slow(mergesByMajority), judge: slow(judge) },
        world,
      );
      assert.equal(record.outcome, "done");
      assert.ok(record.totals.durationMs! <= 60_000);
      const gaveUp = record.references.some(({ status }) => status === "aborted");
      assert.equal(record.shortened?.reason, gaveUp ? "deadline" : undefined);
      const waited = record.references.find(({ status }) => status === "aborted")?.durationMs ?? null;
      const { conclusion, asksForMostConsistent } = systems[system];
      const merges = conclusion !== "vote" || asksForMostConsistent?.(record.parameters) === true;
      if (gaveUp && (parameters.layers ?? 1) === 1)
        assert.equal(waited, merges ? 45_000 : 60_000, "what is merged needs time");
    });

    it("asks a late one for a second time where that is allowed", async () => {
      const world = inTime({ hedge: "always" });
      const slow = (step: Step): Step => takes(world.time, 2_000, step);
      const late = inTurn(slow(answers("c")), slow(answers("c")), hangs("late"), slow(answers("c")));
      const b = inTurn(hangs("late"), slow(answers("b")));
      // The randomly drawn experts are not all the same model.
      const given = { a: slow(answers("a")), b, c: late, judge, keywords: fails() };
      const { record } = await ask({ ...given, agg: slow(mergesByMajority) }, world);
      assert.equal(record.outcome, "done");
      const asked = record.references.filter(({ hedged }) => hedged);
      assert.equal(asked.length > 0, record.references.length > 1);
      assert.ok(asked.every(({ status }) => status === "finished"));
    });
  });
}

describe("the money of every system", () => {
  /** Returns a step of a server that charges the maximum of a request: one token per byte, and every output token. */
  const worst =
    (step: Step, charged: { usd: number; requests: number }): Step =>
    async (request, onDelta, signal) => {
      const reply = await step(request, onDelta, signal);
      const prompt = request.messages.reduce((sum, { content }) => sum + Buffer.byteLength(content) + 16, 64);
      const usd = (request.choices * (prompt + 2 * request.sampling.maxOutputTokens)) / 1e6;
      charged.usd += usd;
      charged.requests += 1;
      return { ...reply, costUsd: usd, servedBy: "hosted/m" };
    };
  const dear = (given: Trio, charged: { usd: number; requests: number }): PoolMember[] =>
    poolOf(given).map((one) => {
      const chat = { chat: worst((...call) => one.chat.chat(...call), charged) };
      return { ...one, chat, second: chat, servers: [priced()] };
    });
  const runOf = (system: (typeof systemNames)[number], changed: Partial<Parameters>, budgetUsd: number | null) => {
    const parameters = resolveParameters("coding", { maxOutputTokens: 2000, ...changed });
    const common = { runId: "run", seed: 7, question: QUESTION, aggregator: "agg", codingAggregator: "auto" };
    return { ...common, system, parameters, policy: { ...plainPolicy, budgetUsd } };
  };
  // Five bytes per token: longer than most texts, so that the estimate of the input is tested.
  const long = "word ".repeat(1900);
  const texts: Trio = { a: answers(long), b: answers(`${long}.`), c: answers(long), agg: answers(long), judge };

  for (const { system, parameters } of variants) {
    it(`is estimated by the requests that are sent, and kept within its cap: ${system} ${JSON.stringify(parameters)}`, async () => {
      const free = { usd: 0, requests: 0 };
      const pool = dear(texts, free);
      const run = runOf(system, parameters, null);
      const bank = twoSources();
      const means = { pool, bank: { load: () => Promise.resolve(bank) }, embedding: fixedEmbedder(), standIn: null };
      const wait: CallContext["wait"] = () => new Promise(() => undefined);
      const plan = await planRun(
        run,
        { ...means, clock: () => 0, wait, simulated: true },
        new AbortController().signal,
      );
      const { record } = await answer(pool, { bank, run });
      assert.equal(record.outcome, "done");
      assert.deepEqual([plan.requests, plan.estimate.requests], [free.requests, free.requests]);
      const [low, high] = plan.estimate.costUsd!;
      // A text of 9,500 bytes counts as the 2,000 tokens that it was allowed, its prompt as one token per byte.
      const readings = free.requests * 3 * 9_500;
      assert.ok(low < free.usd && free.usd <= high + readings / 1e6, `${low} to ${high}: ${free.usd}`);
      assert.deepEqual(plan.selection, record.selection);

      for (const share of [0.9, 0.5, 0.2, 0.05]) {
        const capped = { usd: 0, requests: 0 };
        const budgetUsd = high * share;
        await answer(dear(texts, capped), { bank, run: runOf(system, parameters, budgetUsd) });
        assert.ok(capped.usd <= budgetUsd * (1 + 1e-9), `${capped.usd} of ${budgetUsd}`);
      }
    });
  }
});

describe("the list of systems", () => {
  it("holds every one by its name", () => {
    assert.deepEqual(Object.keys(systems), [...systemNames]);
  });
});
