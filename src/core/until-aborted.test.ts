import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { untilAborted } from "./until-aborted.ts";

const stopped = new Error("stopped");

describe("work that is waited for until a signal aborts", () => {
  it("gives its result or its failure while the signal does not abort", async () => {
    const { signal } = new AbortController();
    assert.equal(await untilAborted(Promise.resolve(7), signal), 7);
    await assert.rejects(untilAborted(Promise.reject(new Error("its own")), signal), { message: "its own" });
  });

  it("is left alone with the signal's reason, before and while it is waited for", async () => {
    const never = new Promise(() => undefined);
    await assert.rejects(untilAborted(never, AbortSignal.abort(stopped)), stopped);
    await assert.rejects(untilAborted(Promise.resolve(7), AbortSignal.abort(stopped)), stopped);
    const controller = new AbortController();
    const waiting = untilAborted(never, controller.signal);
    controller.abort(stopped);
    await assert.rejects(waiting, stopped);
  });

  it("may fail afterwards without anybody hearing of it", async (t) => {
    const unhandled = t.mock.fn();
    process.on("unhandledRejection", unhandled);
    t.after(() => process.off("unhandledRejection", unhandled));
    const { promise, reject } = Promise.withResolvers();
    await assert.rejects(untilAborted(promise, AbortSignal.abort(stopped)), stopped);
    reject(new Error("too late"));
    await turn();
    assert.equal(unhandled.mock.callCount(), 0);
  });
});
