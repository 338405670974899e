import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { plainPolicy } from "../../../test/support/core/plain-policy.ts";
import { answers, member, ownServer } from "../../../test/support/core/scripted-model.ts";
import { QUESTION } from "../../../test/support/core/world.ts";
import type { ModelSpeed } from "../model-speed.ts";
import { type Parameters, resolveParameters } from "../parameters.ts";
import type { ServerTraits } from "../ports.ts";
import { withCosts } from "./cost-shares.ts";

/** 400 output tokens, which count where nothing is known, cost 0.4 dollars. */
const prices = { promptUsdPerMTok: 0, completionUsdPerMTok: 1000 };
const serving = (name: string, server: Partial<ServerTraits>) => {
  return { ...member(name, answers("text")), servers: [{ ...ownServer, ...server }] };
};
const limits = { budgetUsd: 4, deadlineMs: 60_000 };

function costsOf(server: Partial<ServerTraits>, speed?: ModelSpeed, changes: Partial<typeof plainPolicy> = limits) {
  const calls = calling("value", changes);
  const [found] = withCosts([serving("m", server)], calls, new Map(speed && [["m", speed]]));
  return found?.costs;
}

function calling(objective: Parameters["objective"], changes: Partial<typeof plainPolicy> = limits) {
  const parameters = resolveParameters("coding", { objective, maxOutputTokens: 1000 });
  return { question: QUESTION, parameters, policy: { ...plainPolicy, ...changes } };
}

describe("what a call takes of a question's limits", () => {
  const speed: ModelSpeed = { replies: 1, firstTokenMs: null, durationMs: 15_000, tokens: 100, tokensPerSecond: null };

  it("is a share of the budget by its usual price, and of the deadline by its usual time", () => {
    assert.deepEqual(costsOf({ prices }), { budget: 0.1, deadline: null });
    assert.deepEqual(costsOf({ prices }, speed), { budget: 0.025, deadline: 0.25 });
  });

  it("reckons with no longer reply than the output limit allows", () => {
    assert.equal(costsOf({ prices }, { ...speed, tokens: 50_000 })?.budget, 0.25);
  });

  it("is nothing without a limit, and on this machine without a price", () => {
    const none = { budgetUsd: null, deadlineMs: null };
    assert.deepEqual(costsOf({ prices }, speed, none), { budget: 0, deadline: 0 });
    assert.equal(costsOf({ onThisMachine: true })?.budget, 0);
  });

  it("is no time where replies are not timed, as those of simulated models are not", () => {
    const [found] = withCosts([serving("m", { prices })], calling("value"));
    assert.deepEqual(found?.costs, { budget: 0.1, deadline: 0 });
  });

  it("is unknown without a price", () => {
    assert.equal(costsOf({})?.budget, null);
  });

  it("is looked up for the objective value alone", () => {
    const members = [serving("m", { prices })];
    for (const objective of ["prior", "coverage"] as const)
      assert.equal(withCosts(members, calling(objective)), members);
  });
});
