import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planned, priced, served } from "../../../test/support/core/priced-calls.ts";
import type { PoolMember } from "../ports.ts";
import { type Claim, type ClaimedRequest, QuestionBudget } from "./question-budget.ts";
import { LEAST_OUTPUT_TOKENS } from "../tokens.ts";

const asking = (wantedTokens: number, what: ClaimedRequest["what"] = "reference", choices = 1): ClaimedRequest => ({
  messages: [{ role: "user", content: "How?" }],
  choices,
  wantedTokens,
  what,
});
const budgetOf = (
  budgetUsd: number | null,
  referencers: readonly PoolMember[],
  aggregators?: readonly PoolMember[],
) => {
  let now = 0;
  const calls = planned({ referencers, policy: { budgetUsd }, ...(aggregators === undefined ? {} : { aggregators }) });
  return {
    budget: new QuestionBudget(calls, () => now),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
};
/** Returns a server on which output costs a dollar per thousand tokens, and input nothing. */
const dear = (server = {}) => priced({ prices: { promptUsdPerMTok: 0, completionUsdPerMTok: 1000 }, ...server });
const granted = (claim: Claim | null): Claim => {
  assert.ok(claim !== null);
  return claim;
};

describe("the money of a question", () => {
  it("without a cap is never short, and requests are allowed what they want", () => {
    const { budget } = budgetOf(null, [served("a", dear())]);
    const claim = granted(budget.claim(served("a", dear()), asking(100_000)));
    const { maxOutputTokens, lowered } = claim;
    assert.deepEqual([maxOutputTokens, claim.leftMilliseconds(), lowered], [100_000, null, null]);
    assert.equal(claim.settle({ costUsd: 0.5, servedBy: "hosted/m" }), 0.5);
    assert.equal(budget.leftUsd, Infinity);
  });

  it("gives the request for keywords a share beside all others, and the others what it leaves", () => {
    const [a, b] = [served("a", dear()), served("b", dear())];
    const { budget } = budgetOf(6, [a, b]);
    const keywords = granted(budget.claim(a, asking(8000, "keywords")));
    assert.equal(keywords.maxOutputTokens, 1371, "a quarter of what is left beside the 512 tokens of an aggregation");
    keywords.settle({ costUsd: 0.4879, servedBy: "hosted/m" });
    assert.equal(granted(budget.claim(a, asking(8000))).maxOutputTokens, 1666, "a third, as without keywords");
  });

  it("is shared equally among the requests to come, and what one leaves goes to the others", () => {
    const [a, b] = [served("a", dear()), served("b", dear())];
    const { budget } = budgetOf(6, [a, b]);
    const first = granted(budget.claim(a, asking(8000)));
    assert.equal(
      first.maxOutputTokens,
      1829,
      "a third of what is left beside 512 tokens that are kept for an aggregation",
    );
    assert.match(first.lowered ?? "", /^a may write 1829 tokens instead of 8000, .* \$6\.00 at most/);
    first.settle({ costUsd: 0.499, servedBy: "hosted/m" });
    const second = granted(budget.claim(b, asking(8000)));
    assert.equal(second.maxOutputTokens, 2494, "half, since the first left some");
    second.settle({ costUsd: 1.5005, servedBy: "hosted/m" });
    assert.equal(granted(budget.claim(a, asking(8000, "aggregation"))).maxOutputTokens, 4000);
    assert.equal(budget.claim(a, asking(8000, "aggregation")), null);
    assert.match(budget.refusal("a"), /^a was not asked: .* \$6\.00 .* smcs\.budget\.perQuestionUsd/);
  });

  it("keeps the worst case of what ended without a known price", () => {
    const [a, b] = [served("a", dear()), served("b", dear(), dear({ name: "spare" }))];
    const { budget } = budgetOf(100, [a, b]);
    const left = (claim: Claim | null, ...ending: Parameters<Claim["settle"]>) => {
      const before = budget.leftUsd;
      const cost = granted(claim).settle(...ending);
      return [cost, Math.round((before - budget.leftUsd) * 1000) / 1000];
    };
    assert.deepEqual(left(budget.claim(a, asking(1000)), { costUsd: null, servedBy: "hosted/m" }), [null, 0]);
    assert.deepEqual(left(budget.claim(a, asking(1000)), { costUsd: 0, servedBy: null }), [0, -1], "turned away");
    assert.deepEqual(left(budget.claim(b, asking(1000)), { costUsd: 0, servedBy: null }), [null, 0], "one of two told");
    assert.deepEqual(left(budget.claim(b, asking(1000)), { costUsd: 0.2, servedBy: "hosted/m" }), [0.2, -1.8]);
    // The first server may have charged before the spare one answered; a second request tries the spare one first.
    assert.deepEqual(left(budget.claim(b, asking(1000)), { costUsd: 0.2, servedBy: "spare/m" }), [0.2, -0.8]);
    const second = budget.claim(b, asking(1000, "second"));
    assert.deepEqual(left(second, { costUsd: 0.2, servedBy: "spare/m" }), [0.2, -1.8]);
    assert.deepEqual(left(second, { costUsd: 9, servedBy: "spare/m" }), [0.2, 0], "an ending counts once");
  });

  it("refuses an answer that would be too short, but not one that is meant to be short", () => {
    const a = served("a", dear());
    const { budget } = budgetOf(0.4, [a], []);
    assert.equal(budget.claim(a, asking(LEAST_OUTPUT_TOKENS)), null);
    assert.equal(granted(budget.claim(a, asking(300))).maxOutputTokens, 300);
  });

  it("is kept for an aggregation by the first aggregator that it can pay, and by nobody when there is none", () => {
    const [cheap, costly] = [
      served("cheap", dear()),
      served("costly", priced({ prices: { promptUsdPerMTok: 0, completionUsdPerMTok: 1e6 } })),
    ];
    const wanted = asking(10_000);
    const kept = (aggregators: readonly PoolMember[]) => {
      const { budget } = budgetOf(1.1, [cheap], aggregators);
      return [
        budget.claim(cheap, wanted)?.maxOutputTokens,
        budget.claim(cheap, asking(1000, "aggregation"))?.maxOutputTokens,
      ];
    };
    assert.deepEqual(kept([costly, cheap]), [512, 588]);
    assert.deepEqual(kept([costly]), [550, 550]);
  });

  it("pays for what a reference costs where it is merged", () => {
    const [a, merger] = [
      served("a", dear()),
      served("m", priced({ prices: { promptUsdPerMTok: 500, completionUsdPerMTok: 0 } })),
    ];
    const { budget } = budgetOf(10, [a], [merger]);
    const { maxOutputTokens } = granted(budget.claim(a, asking(10_000)));
    const answer = "x".repeat(6 * maxOutputTokens);
    const request = { ...asking(1000, "aggregation"), messages: [{ role: "user", content: answer }] as const };
    assert.ok(maxOutputTokens > 1000 && budget.claim(merger, request) !== null, `${maxOutputTokens}`);
  });

  it("costs nothing on a server whose prices are all zero, also where a reply was broken off", () => {
    const free = served("free", priced({ prices: { promptUsdPerMTok: 0, completionUsdPerMTok: 0 } }));
    const { budget } = budgetOf(null, [free]);
    assert.equal(granted(budget.claim(free, asking(8000))).settle({ costUsd: null, servedBy: null }), 0);
  });

  it("counts a model on this machine without a price as free", () => {
    const here = served("here", priced({ prices: null, onThisMachine: true }));
    const { budget } = budgetOf(0.01, [here]);
    const claim = granted(budget.claim(here, asking(8000)));
    assert.deepEqual([claim.maxOutputTokens, budget.leftUsd], [8000, 0.01]);
    assert.equal(claim.settle({ costUsd: null, servedBy: "hosted/m" }), 0);
    assert.equal(budget.leftUsd, 0.01);
  });

  it("pays a server by the hour for the time it takes, and says when it must stop", () => {
    const gpu = served("gpu", priced({ prices: null, costPerHourUsd: 3.6, name: "gpu" }));
    const { budget, pass } = budgetOf(1, [gpu], []);
    const claim = granted(budget.claim(gpu, asking(2000)));
    // 2,000 tokens at 20 per second take 100 seconds of a tenth of a cent each; reading the question takes slightly
    // more.
    const most = claim.leftMilliseconds() ?? 0;
    assert.ok(most > 100_000 && most < 101_000, `${most}`);
    assert.ok(1 - budget.leftUsd >= most * 1e-6 && 1 - budget.leftUsd < 0.101);
    pass(50_000);
    assert.equal(claim.leftMilliseconds(), most, "it only waited for its turn");
    claim.sent();
    pass(4000);
    claim.sent();
    pass(6000);
    assert.equal(claim.leftMilliseconds(), most - 10_000);
    assert.equal(claim.settle({ costUsd: null, servedBy: "gpu/m" }), 0.01);
    assert.equal(budget.leftUsd, 0.99);
  });

  it("lets a server by the hour work for as long as what was set aside pays, its own prompt and output counted", () => {
    const gpu = served("g", priced({ prices: null, costPerHourUsd: 3.6, systemBytes: 4000, ownOutputTokens: 3000 }));
    const { budget } = budgetOf(1, [gpu], []);
    const claim = granted(budget.claim(gpu, asking(1000, "reference", 2)));
    const paid = (claim.leftMilliseconds() ?? 0) * 1e-6;
    assert.ok(paid > 0.3 && Math.abs(1 - budget.leftUsd - paid) < 1e-9, `${paid} of ${1 - budget.leftUsd}`);
  });

  it("gets nothing back for a cost that no server can mean", () => {
    const a = served("a", dear());
    for (const costUsd of [-100, NaN, Infinity]) {
      const { budget } = budgetOf(6, [a]);
      const claim = granted(budget.claim(a, asking(1000)));
      const before = budget.leftUsd;
      assert.equal(claim.settle({ costUsd, servedBy: "hosted/m" }), null);
      assert.equal(budget.leftUsd, before, `${costUsd}`);
    }
  });
});
