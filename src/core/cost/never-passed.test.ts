import type { ServerTraits } from "../ports.ts";
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { planned, priced, served } from "../../../test/support/core/priced-calls.ts";
import { aggregationPrompt } from "../messages/index.ts";
import { affordable } from "./affordable.ts";
import { inTurn, worstOfServers } from "../prices/index.ts";
import { type Claim, type ClaimedRequest, QuestionBudget } from "./question-budget.ts";
import { LEAST_OUTPUT_TOKENS, promptBytes } from "../tokens.ts";

/** A share of the allowed amount, often all of it. */
const share = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
const price = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 100, noNaN: true }));
const prices = fc.record({ promptUsdPerMTok: price, completionUsdPerMTok: price });
const server = fc.record({
  prices: fc.option(prices),
  costPerHourUsd: fc.option(fc.double({ min: 0.1, max: 5, noNaN: true })),
  onThisMachine: fc.boolean(),
  systemBytes: fc.nat(500),
  ownOutputTokens: fc.constantFrom(0, 0, 0, 3000),
});
const pools = fc
  .array(fc.array(server, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 7 })
  .map((all) =>
    all.map((servers, index) =>
      served(`m${index}`, ...servers.map((traits, place) => priced({ ...traits, name: `${index}-${place}` }))),
    ),
  );

/** A request and its course. */
interface Step {
  readonly who: number;
  readonly what: ClaimedRequest["what"];
  readonly choices: number;
  readonly bytes: number;
  readonly wantedTokens: number;
  /** Shares of the request's limits. */
  readonly promptUsed: number;
  readonly outputUsed: number;
  readonly timeUsed: number;
  /** Milliseconds in the queue. */
  readonly queuedFor: number;
  readonly answeredBy: number;
  readonly tellsCost: boolean;
  /** Whether all requests in progress end before the next one. */
  readonly allEnd: boolean;
}
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(6),
  what: fc.constantFrom("reference", "second", "aggregation"),
  choices: fc.integer({ min: 1, max: 8 }),
  bytes: fc.nat(4000),
  wantedTokens: fc.integer({ min: 1, max: 9000 }),
  promptUsed: share,
  outputUsed: share,
  timeUsed: share,
  queuedFor: fc.constantFrom(0, 0, 20_000, 500_000),
  answeredBy: fc.nat(2),
  tellsCost: fc.boolean(),
  allEnd: fc.boolean(),
});

/** A request in progress. */
interface Underway {
  readonly claim: Claim;
  readonly servers: readonly ServerTraits[];
  readonly step: Step;
  readonly sentAt: number;
  /** Milliseconds that are left when the request ends; null for one that ends after a minute. */
  readonly endsWith: number | null;
}

/** Servers that charge any amount within the limits of each request. */
class World {
  now = 0;
  chargedUsd = 0;
  private underway: readonly Underway[] = [];

  begin(claim: Claim, servers: readonly ServerTraits[], one: Step): void {
    const limit = claim.leftMilliseconds();
    const endsWith = limit === null ? null : (1 - one.timeUsed) * limit;
    this.underway = [...this.underway, { claim, servers, step: one, sentAt: this.now + one.queuedFor, endsWith }];
  }

  endAll(): void {
    while (this.underway.length > 0) {
      for (const { claim, sentAt } of this.underway) if (sentAt <= this.now) claim.sent();
      for (const one of this.underway) if (sentAtOrBefore(one, this.now) && this.remaining(one) < 1e-6) this.end(one);
      const times = this.underway.map((one) =>
        sentAtOrBefore(one, this.now) ? this.remaining(one) : one.sentAt - this.now,
      );
      this.pass(Math.min(...times));
    }
  }

  /** Returns the minimum of milliseconds until the request ends; shared time may take longer. */
  private remaining({ claim, sentAt, step: { timeUsed }, endsWith }: Underway): number {
    if (endsWith === null) return sentAt + timeUsed * 60_000 - this.now;
    return (claim.leftMilliseconds() ?? 0) - endsWith;
  }

  private end(one: Underway): void {
    this.underway = this.underway.filter((other) => other !== one);
    const tried = one.servers.slice(0, one.servers.indexOf(atWork(one)) + 1);
    const costs = tried.map((server) => chargedByToken(server, one.claim, one.step));
    this.chargedUsd += costs.reduce((sum, cost) => sum + cost, 0);
    const { name, prices: known } = atWork(one);
    const costUsd = one.step.tellsCost && known !== null ? costs.at(-1)! : null;
    one.claim.settle({ costUsd, servedBy: `${name}/m` });
  }

  /** Lets time pass. A server with a price by the hour charges once for time that several requests share. */
  private pass(milliseconds: number): void {
    if (this.underway.length === 0) return;
    const sent = this.underway.filter((one) => sentAtOrBefore(one, this.now));
    const used = new Map(sent.map((one) => [atWork(one).name, atWork(one).costPerHourUsd ?? 0]));
    for (const perHour of used.values()) this.chargedUsd += (milliseconds / 3_600_000) * perHour;
    this.now += milliseconds;
  }
}

/** Returns the server that answers; those before it fail at once. */
function atWork({ servers, step: { answeredBy } }: Underway): ServerTraits {
  return servers[answeredBy % servers.length]!;
}

function sentAtOrBefore({ sentAt }: Underway, now: number): boolean {
  return sentAt <= now;
}

function chargedByToken({ prices: perMTok, systemBytes, ownOutputTokens }: ServerTraits, claim: Claim, one: Step) {
  const promptTokens = one.promptUsed * (one.bytes + systemBytes + 64);
  const outputTokens = one.outputUsed * Math.max(claim.maxOutputTokens, ownOutputTokens);
  const { promptUsdPerMTok, completionUsdPerMTok } = perMTok ?? { promptUsdPerMTok: 0, completionUsdPerMTok: 0 };
  return (one.choices * (promptTokens * promptUsdPerMTok + outputTokens * completionUsdPerMTok)) / 1e6;
}

describe("the cap of a question", () => {
  const steps = fc.array(step, { minLength: 5, maxLength: 30, size: "max" });
  const caps = fc.double({ min: 0.0001, max: 2, noNaN: true });

  it("is never passed, whatever requests cost within the limits that they were given", () => {
    let [granted, lowered] = [0, 0];
    fc.assert(
      fc.property(pools, steps, caps, (pool, all, budgetUsd) => {
        const { kept } = affordable(pool, budgetUsd);
        const world = new World();
        const budget = new QuestionBudget(planned({ referencers: kept, policy: { budgetUsd } }), () => world.now);
        for (const one of all) {
          const member = kept[one.who % kept.length];
          if (member === undefined) return;
          const messages = [{ role: "user", content: "x".repeat(one.bytes) }] as const;
          const claim = budget.claim(member, { messages, ...one });
          if (claim !== null) {
            world.begin(claim, inTurn(member, one.what === "second"), one);
            granted += 1;
            lowered += claim.maxOutputTokens < one.wantedTokens ? 1 : 0;
          }
          if (one.allEnd) world.endAll();
          assert.ok(world.chargedUsd <= budgetUsd * (1 + 1e-9), `${world.chargedUsd} of ${budgetUsd}`);
        }
        world.endAll();
        assert.ok(world.chargedUsd <= budgetUsd * (1 + 1e-9), `${world.chargedUsd} of ${budgetUsd}`);
      }),
      { numRuns: 300, endOnFailure: true },
    );
    assert.ok(lowered > 100 && granted - lowered > 100, `${lowered} of ${granted} lowered: the cap hardly mattered`);
  });

  it("leaves enough for an aggregation of all references, however much they cost and however long they are", () => {
    const tariffs = fc.array(prices, { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(tariffs, caps, (all, budgetUsd) => {
        const pool = all.map((one, index) => served(`m${index}`, priced({ prices: one })));
        const calls = planned({ referencers: pool, aggregators: pool, policy: { budgetUsd } });
        const budget = new QuestionBudget(calls, () => 0);
        const texts = pool.map((member) => {
          const messages = [{ role: "user", content: "How?" }] as const;
          const claim = budget.claim(member, { messages, choices: 1, wantedTokens: 1000, what: "reference" });
          claim?.settle({ costUsd: null, servedBy: null });
          return "x".repeat(6 * (claim?.maxOutputTokens ?? 0));
        });
        const bare = promptBytes(aggregationPrompt(calls.question, new Array<string>(texts.length).fill("")));
        const shortest = { promptBytes: bare, choices: 1, outputTokens: LEAST_OUTPUT_TOKENS };
        const payable = pool.find(({ servers }) => worstOfServers(servers, shortest) <= budgetUsd);
        if (payable === undefined) return;
        const messages = aggregationPrompt(calls.question, texts);
        const claim = budget.claim(payable, { messages, choices: 1, wantedTokens: 1000, what: "aggregation" });
        assert.ok(claim !== null);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});
