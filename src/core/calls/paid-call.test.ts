import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { planned, priced, served } from "../../../test/support/core/priced-calls.ts";
import { choiceOf } from "../../../test/support/core/scripted-model.ts";
import { VirtualClock } from "../../../test/support/lab/virtual-clock.ts";
import { type Claim, QuestionBudget } from "../cost/index.ts";
import { ChatError, type ChatFailureKind } from "../errors.ts";
import type { ChatReply, ServerTraits } from "../ports.ts";
import { GivenUp } from "../time/index.ts";
import { paidCall, settledCost } from "./paid-call.ts";

const never = new AbortController().signal;
const replied: ChatReply = { choices: [choiceOf("Yes.")], usage: null, costUsd: null, servedBy: "gpu/m" };
const failure = (kind: ChatFailureKind) => new ChatError(`It failed: ${kind}.`, { kind, model: "gpu/m" });

/** A server that takes about 50 seconds for a thousand tokens, at a tenth of a cent per second. */
const gpu = priced({ name: "gpu", prices: null, costPerHourUsd: 3.6 });

function worldWith(...servers: ServerTraits[]) {
  const time = new VirtualClock();
  const member = served("m", ...servers);
  const budget = new QuestionBudget(planned({ referencers: [member], policy: { budgetUsd: 10 } }), time.clock);
  const claim = (): Claim => {
    const messages = [{ role: "user", content: "How?" }] as const;
    const claimed = budget.claim(member, { messages, choices: 1, wantedTokens: 1000, what: "reference" });
    assert.ok(claimed !== null);
    return claimed;
  };
  /** Makes a call that waits in the queue, then keeps the server busy for a time. */
  const call = (queuedFor: number, takes: number, signal = never): Promise<ChatReply> =>
    paidCall(
      claim(),
      async (within, onSent) => {
        await time.wait(queuedFor, within);
        onSent();
        await time.wait(takes, within);
        return replied;
      },
      time,
      signal,
    );
  const costs = async (calls: readonly Promise<ChatReply>[]) =>
    (await time.run(Promise.all(calls))).map(({ costUsd }) => Math.round((costUsd ?? NaN) * 1e6) / 1e6);
  return { time, budget, claim, call, costs };
}

const caught = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => assert.fail("It did not fail."),
    (error: unknown) => error,
  );

describe("a call that is paid", () => {
  it("costs no hours while it waits for its turn, however long", async () => {
    const { call, costs } = worldWith(gpu);
    assert.deepEqual(await costs([call(0, 40_000), call(40_000, 40_000), call(3_600_000, 10_000)]), [0.04, 0.04, 0.01]);
  });

  it("may take longer than its own money pays while others share the server", async () => {
    const { call, costs } = worldWith(gpu);
    assert.deepEqual(await costs([call(0, 80_000), call(0, 80_000)]), [0.04, 0.04]);
  });

  it("is broken off when its own share of the hours is used up, and the budget keeps what they cost", async () => {
    const { time, budget, call } = worldWith(gpu);
    const before = budget.leftUsd;
    const [shared, long] = [call(0, 20_000), caught(call(0, 3_600_000))];
    const error = await time.run(long);
    assert.ok(error instanceof GivenUp && error.reason === "budget", String(error));
    const own = settledCost(error).costUsd ?? NaN;
    assert.ok(own > 0.05 && own < 0.0505, `${own}`);
    assert.equal((await shared).costUsd, 0.01);
    assert.ok(time.clock() > 60_000 && time.clock() < 61_000, "10 of its first 20 seconds were another's");
    assert.ok(Math.abs(before - budget.leftUsd - own - 0.01) < 1e-9, `${before - budget.leftUsd}`);
  });

  it("is broken off by the clock where a stand-in is paid by the hour, since nobody tells who works", async () => {
    const { time, call } = worldWith(gpu, { ...gpu, name: "spare" });
    const errors = await time.run(Promise.all([caught(call(0, 80_000)), caught(call(0, 80_000))]));
    assert.ok(errors.every((error) => error instanceof GivenUp));
    assert.ok(time.clock() < 51_000, `${time.clock()}`);
  });

  it("has all hours since it was claimed where nobody tells when it was sent", async () => {
    const { time, claim, costs } = worldWith(gpu);
    const send = async () => {
      await time.wait(30_000, never);
      return replied;
    };
    assert.deepEqual(await costs([paidCall(claim(), send, time, never)]), [0.03]);
  });

  it("that fails tells what its claim settled", async () => {
    const hosted = priced();
    const cost = async (error: unknown, ...servers: ServerTraits[]) => {
      const { time, claim } = worldWith(...servers);
      return settledCost(await time.run(caught(paidCall(claim(), () => Promise.reject(error as Error), time, never))));
    };
    const nothing = { usage: { promptTokens: 0, completionTokens: 0 }, costUsd: 0 };
    const unknown = { usage: null, costUsd: null };
    assert.deepEqual(await cost(failure("connect"), hosted), nothing);
    assert.deepEqual(await cost(failure("server"), hosted), unknown);
    assert.deepEqual(await cost(failure("connect"), hosted, priced({ name: "spare" })), unknown, "one of two told");
    assert.deepEqual(await cost(failure("aborted"), gpu), { usage: null, costUsd: 0 }, "never sent");
    assert.deepEqual(await cost("no error at all", hosted), unknown);
    assert.deepEqual([failure("payment"), failure("stream")].map(settledCost), [nothing, unknown], "never called");
  });

  it("has a cost of its own where calls are broken off for one reason", async () => {
    for (const reason of [new GivenUp("deadline", "Time is up."), new DOMException("Stopped.", "AbortError")]) {
      const { time, call } = worldWith(gpu);
      const stop = new AbortController();
      const calls = [caught(call(0, 40_000, stop.signal)), caught(call(10_000, 40_000, stop.signal))];
      void time.wait(20_000, never).then(() => {
        stop.abort(reason);
      });
      const errors = await time.run(Promise.all(calls));
      const costs = errors.map((error) => Math.round((settledCost(error).costUsd ?? NaN) * 1e6) / 1e6);
      assert.deepEqual(costs, [0.015, 0.005]);
      assert.deepEqual(
        errors.map((error) => (error as Error).message),
        [reason.message, reason.message],
      );
      assert.ok(reason.name !== "GivenUp" || errors.every((error) => error instanceof GivenUp));
    }
  });
});
