import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { beforeEach, describe, it, type TestContext } from "node:test";
import { TimeLimitError, Watchdog } from "./time-limits.ts";

const limits = { connectMs: 1, firstTokenMs: 100, idleMs: 10 };

function watch(t: TestContext) {
  const stop = new AbortController();
  const watchdog = new Watchdog(limits, stop.signal);
  t.after(() => {
    watchdog.stop();
  });
  const pass = (milliseconds: number): void => {
    t.mock.timers.tick(milliseconds);
  };
  return { watchdog, stop, pass };
}

const reasonOf = ({ signal }: Watchdog): string => {
  assert.ok(signal.reason instanceof TimeLimitError);
  return signal.reason.message;
};

describe("the watch over a request", () => {
  beforeEach((t) => {
    (t as TestContext).mock.timers.enable({ apis: ["setTimeout"] });
  });

  it("ends it when no answer comes, and names the limit", (t) => {
    const { watchdog, pass } = watch(t);
    pass(99);
    assert.equal(watchdog.signal.aborted, false);
    pass(1);
    assert.match(reasonOf(watchdog), /^no answer within 0\.1 s \(timeouts\.firstTokenMs\)\. .*raise/);
  });

  it("ends it when the answer stops", (t) => {
    const { watchdog, pass } = watch(t);
    for (let piece = 0; piece < 50; piece++) {
      watchdog.progress();
      pass(9);
    }
    assert.equal(watchdog.signal.aborted, false);
    pass(1);
    assert.match(reasonOf(watchdog), /stopped sending for 0\.01 s \(timeouts\.idleMs\)/);
  });

  it("is patient with signs of life, but not for ever", (t) => {
    const { watchdog, pass } = watch(t);
    for (let sign = 0; sign < 19; sign++) {
      pass(50);
      watchdog.alive();
    }
    assert.equal(watchdog.signal.aborted, false);
    pass(50);
    assert.match(reasonOf(watchdog), /signs of life but no text for 1 s \(10 times timeouts\.firstTokenMs\)/);
  });

  it("is less patient once the answer has begun: llama.cpp that is ending sends comments for ever", (t) => {
    const { watchdog, pass } = watch(t);
    watchdog.progress();
    for (let sign = 0; sign < 5; sign++) {
      pass(5);
      watchdog.alive();
    }
    assert.equal(watchdog.signal.aborted, false);
    pass(5);
    assert.match(reasonOf(watchdog), /signs of life but no text for 0\.03 s \(3 times timeouts\.idleMs\)/);
  });

  it("waits a little only for what follows a complete answer, whatever else arrives", (t) => {
    const { watchdog, pass } = watch(t);
    watchdog.progress();
    watchdog.complete();
    for (let sign = 0; sign < 2; sign++) {
      pass(5);
      watchdog.alive();
      watchdog.progress();
    }
    assert.equal(watchdog.signal.aborted, true);
  });

  it("follows the run's stop, and lets go of it at the end", (t) => {
    const { watchdog, stop } = watch(t);
    stop.abort("enough");
    assert.equal(watchdog.signal.reason, "enough");
    const other = watch(t);
    assert.equal(getEventListeners(other.stop.signal, "abort").length, 1);
    other.watchdog.stop();
    assert.equal(getEventListeners(other.stop.signal, "abort").length, 0);
    assert.equal(new Watchdog(limits, AbortSignal.abort("before")).signal.reason, "before");
  });
});
