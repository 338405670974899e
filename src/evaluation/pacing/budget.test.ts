import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Budget } from "./budget.ts";
import {
  bankOf,
  choiceQuestion,
  evaluated,
  failure,
  type ScriptedModel,
  scripted,
} from "../../../test/support/evaluation/evaluation.ts";

const questions = (count: number) => Array.from({ length: count }, (_, i) => choiceQuestion(`q${i}`));
const priced = { promptUsdPerMTok: 0, completionUsdPerMTok: 1 };
/** Maximum cost of a request to a priced model: 8,192 tokens. */
const WORST = 8192e-6;

/** Returns the same model on two priced endpoints. */
function onTwo(model: ScriptedModel): ScriptedModel {
  const [first] = model.servers;
  assert.ok(first !== undefined);
  return { ...model, servers: ["near", "far"].map((name) => ({ ...first, name })) };
}

describe("a budget", () => {
  it("lets a request wait for others that may turn out cheaper, and refuses what can fit no more", async () => {
    const budget = new Budget(10);
    assert.ok(await budget.reserve(8));
    const second = budget.reserve(8);
    budget.settle(8, 1);
    assert.ok(await second);
    budget.settle(8, 8);
    assert.equal(await budget.reserve(2), false);
    assert.equal(await budget.reserve(1), true);
  });

  it("is never passed by an evaluation, which says where it stopped", async (t) => {
    const folder = await bankOf(t, questions(30));
    const model = scripted("a", () => ({ costUsd: WORST / 2 }), priced);
    const { asked, missing, costUsd, notes } = await evaluated(folder, [model], { budgetUsd: 3.2 * WORST });
    assert.deepEqual([asked, missing], [5, 25]);
    assert.ok(costUsd !== null && costUsd <= 3.2 * WORST);
    assert.match(notes.join(), /^a was not asked further: its next request could pass the budget\.$/);
  });

  it("counts requests at their worst whose price nobody knows, and not those that were turned away", async (t) => {
    const asked = async (answer: Parameters<typeof scripted>[1]) => {
      const model = scripted("a", answer, priced);
      await evaluated(await bankOf(t, questions(4)), [model], { budgetUsd: 2.5 * WORST });
      return model.asked.length;
    };
    assert.equal(await asked(() => ({ costUsd: null })), 2);
    const failing = (kind: Parameters<typeof failure>[0]) => () => {
      throw failure(kind);
    };
    assert.equal(await asked(failing("timeout")), 2);
    assert.equal(await asked(failing("rate-limited")), 4);
  });

  it("counts what a server may have charged before another stood in", async (t) => {
    const asked = async (answer: Parameters<typeof scripted>[1]) => {
      const model = onTwo(scripted("a", answer, priced));
      await evaluated(await bankOf(t, questions(8)), [model], { budgetUsd: 4.5 * WORST });
      return model.asked.length;
    };
    assert.equal(await asked(() => ({ servedBy: "near/a", costUsd: 0 })), 8);
    assert.equal(await asked(() => ({ servedBy: "far/a", costUsd: 0 })), 3);
    // Only the first server's failure is reported; the other may have worked.
    assert.equal(
      await asked(() => {
        throw failure("connect");
      }),
      2,
    );
  });

  it("counts replies that cannot be used at what they cost", async (t) => {
    const folder = await bankOf(t, questions(2));
    const choice = { text: "", thinking: "", finish: "other", logprobs: null, failure: null } as const;
    const model = scripted("a", () => ({ choices: [choice], costUsd: WORST / 4 }), priced);
    const { failed, costUsd } = await evaluated(folder, [model], { budgetUsd: 1.3 * WORST });
    assert.deepEqual([failed, costUsd], [2, WORST / 2]);
  });

  it("is refused where a price is unknown", async (t) => {
    const folder = await bankOf(t, questions(1));
    const model = scripted("a", () => ({}));
    await assert.rejects(evaluated(folder, [model], { budgetUsd: 1 }), /set promptUsdPerMTok .* for a/);
    assert.equal(model.asked.length, 0);
  });
});
