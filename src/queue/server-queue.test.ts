import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, it } from "node:test";
import fc from "fast-check";
import { LONGEST_COMMON_HOLD_MS } from "./gates.ts";
import { LONGEST_PAUSE_MS } from "./retry.ts";
import { ServerQueue } from "./server-queue.ts";
import { FakeTime, settled, visitor } from "../../test/support/queue/fake-time.ts";
import type { Visitor } from "./ticket.ts";
import { TurnError } from "./turns.ts";

/** Creates a queue, and records which requests were admitted and which were refused. */
function queueOf(concurrency: number, swapsModels = false) {
  const time = new FakeTime();
  const queue = new ServerQueue({ concurrency, swapsModels }, time);
  const inside: string[] = [];
  const away: [string, unknown][] = [];
  const enter = (name: string, changes: Partial<Visitor> = {}) => {
    const who = visitor(changes);
    queue.enter(who).then(
      () => inside.push(name),
      (error: unknown) => away.push([name, error]),
    );
    return who;
  };
  return { time, queue, inside, away, enter };
}

describe("the queue of an endpoint", () => {
  it("lets in as many as the endpoint takes, the next when one leaves, and tells who waits, once", async () => {
    const { queue, inside, enter } = queueOf(2);
    const [first, , third] = ["a", "b", "c"].map((name) => enter(name));
    await settled();
    assert.deepEqual(inside, ["a", "b"]);
    enter("d");
    await settled();
    assert.deepEqual([first!.pauses, third!.pauses.length], [[], 1]);
    assert.deepEqual(third!.pauses, [{ reason: "Waits for a free slot of here.", milliseconds: null }]);
    queue.leave("m");
    await settled();
    assert.deepEqual(inside, ["a", "b", "c"]);
  });

  it("lets in again however the clock moves on between two looks", async () => {
    let now = 0;
    const wait = async (): Promise<void> => {
      await settled();
      now += 5;
    };
    for (let held = 1; held < 40; held += 1) {
      const queue = new ServerQueue({ concurrency: 1, swapsModels: false }, { clock: () => now++, wait });
      const until = now + held;
      queue.holdBack("m", held);
      await queue.enter(visitor());
      assert.ok(now >= until, `held back for ${held}`);
      queue.leave("m");
    }
  });

  it("lets nobody in while the endpoint wants to be left alone, then one by one", async () => {
    const { time, queue, inside, enter } = queueOf(2);
    queue.holdBack("m", 5000);
    const a = enter("a");
    const b = enter("b");
    await settled();
    queue.holdBack("m", 10);
    await time.pass(4999);
    assert.deepEqual(inside, []);
    assert.deepEqual(a.pauses, [{ reason: "here asked for a pause.", milliseconds: 5000 }]);
    await time.pass(1);
    assert.deepEqual(inside, ["a"]);
    assert.deepEqual(
      b.pauses.map(({ reason }) => reason),
      ["here asked for a pause.", "Waits for a free slot of here."],
    );
    queue.answered("m");
    queue.leave("m");
    await settled();
    assert.deepEqual(inside, ["a", "b"]);
  });

  it("turns away at once who would wait too long, and says when to come back", async () => {
    const { queue, time, inside, away, enter } = queueOf(1);
    enter("inside");
    enter("waits", { until: 2000 });
    await settled();
    queue.holdBack("m", 3000);
    enter("has time", { until: 4000 });
    await settled();
    assert.deepEqual(
      away.map(([name]) => name),
      ["waits"],
    );
    const error = away[0]?.[1];
    assert.ok(error instanceof TurnError);
    assert.deepEqual([error.kind, error.retryAfterMs], ["rate-limited", 3000]);
    assert.match(error.message, /here asked for a pause. Ask again in 3 s/);
    queue.leave("m");
    await time.pass(3000);
    assert.deepEqual(inside, ["inside", "has time"]);
  });

  it("asks an endpoint that wants to be left alone for hours only now and then", async () => {
    const { queue, time, inside, away, enter } = queueOf(4);
    queue.holdBack("m", 3_600_000);
    enter("a");
    await time.pass(LONGEST_PAUSE_MS);
    enter("b");
    enter("c");
    await settled();
    assert.deepEqual(inside, ["b"]);
    assert.deepEqual(
      away.map(([name]) => name),
      ["a", "c"],
    );
    assert.match(String(away[0]?.[1]), /Ask again in 60 min/);
  });

  it("lets other models in, at once, while one is held back for hours", async () => {
    const { queue, time, inside, away, enter } = queueOf(2);
    queue.holdBack("m", 86_400_000);
    enter("limited");
    for (const name of ["a", "b"]) enter(name, { model: "other", hasStandIn: true });
    await settled();
    assert.deepEqual([inside, away.map(([name]) => name)], [["a", "b"], ["limited"]]);
    queue.leave("other");
    queue.leave("other");
    assert.equal(queue.idle, false);
    await time.pass(86_400_000);
    assert.equal(queue.idle, true);
  });

  it("holds all models back, for a short while only, when two of them are limited, and refuses no other", async () => {
    const { queue, time, inside, away, enter } = queueOf(2);
    queue.holdBack("a", 3_600_000);
    queue.holdBack("b", 3_600_000);
    const other = enter("other", { model: "c" });
    await time.pass(LONGEST_COMMON_HOLD_MS - 1);
    assert.deepEqual([inside, away], [[], []]);
    assert.deepEqual(other.pauses, [{ reason: "here asked for a pause.", milliseconds: LONGEST_COMMON_HOLD_MS }]);
    await time.pass(1);
    assert.deepEqual(inside, ["other"]);
  });

  it("has a model that was limited asked one by one while others have all other places", async () => {
    const { queue, time, inside, enter } = queueOf(3);
    queue.holdBack("m", LONGEST_COMMON_HOLD_MS + 1);
    for (const name of ["m1", "m2"]) enter(name);
    await time.pass(LONGEST_COMMON_HOLD_MS + 1);
    for (const name of ["a", "b"]) enter(name, { model: "other" });
    await settled();
    assert.deepEqual(inside, ["m1", "a", "b"]);
    queue.answered("other");
    queue.leave("other");
    await settled();
    assert.deepEqual(inside, ["m1", "a", "b"]);
    queue.answered("m");
    queue.leave("m");
    await settled();
    assert.deepEqual(inside, ["m1", "a", "b", "m2"]);
  });

  it("turns away who is no longer of use, or was stopped, and leaves nothing with the signal", async () => {
    const { queue, time, inside, away, enter } = queueOf(1);
    const stop = new AbortController();
    enter("inside");
    enter("late", { until: 1000 });
    enter("stopped", { signal: stop.signal });
    enter("stopped before", { signal: AbortSignal.abort() });
    enter("patient");
    await settled();
    assert.equal(getEventListeners(stop.signal, "abort").length, 1);
    stop.abort(new Error("stop"));
    await time.pass(1000);
    assert.deepEqual(away.map(([name]) => name).toSorted(), ["late", "stopped", "stopped before"]);
    const late = away.find(([name]) => name === "late")?.[1];
    assert.ok(late instanceof TurnError && late.kind === "timeout", String(late));
    assert.match(late.message, /it waited too long for a free slot.*concurrency.*deadlineSeconds/);
    assert.equal(getEventListeners(stop.signal, "abort").length, 0);
    queue.leave("m");
    await settled();
    assert.deepEqual(inside, ["inside", "patient"]);
  });

  it("keeps no timer when nobody waits, and is idle when nothing would be lost with it", async () => {
    const { queue, time, away, enter } = queueOf(1);
    const stop = new AbortController();
    assert.equal(queue.idle, true);
    queue.holdBack("m", 1000);
    enter("a", { signal: stop.signal, until: 5000 });
    await settled();
    assert.deepEqual([time.waiting, queue.idle], [2, false]);
    stop.abort();
    await settled();
    assert.deepEqual([time.waiting, queue.idle], [0, false]);
    await time.pass(1000);
    assert.equal(queue.idle, true);
    enter("stopped before", { signal: AbortSignal.abort(new Error("stop")) });
    assert.equal(queue.idle, false);
    await settled();
    assert.deepEqual(
      away.map(([name]) => name),
      ["a", "stopped before"],
    );
    enter("b");
    await settled();
    assert.equal(queue.idle, false);
  });

  it("groups requests by the loaded model, and has never two models asked at the same time", async () => {
    const { queue, inside, enter } = queueOf(2, true);
    for (const name of ["a1", "b1", "a2", "b2", "a3"]) enter(name, { model: name[0]! });
    await settled();
    const seen = [[...inside]];
    for (const name of ["a1", "a2", "a3", "b1", "b2"]) {
      queue.leave(name[0]!);
      await settled();
      seen.push([...inside]);
    }
    assert.deepEqual(inside, ["a1", "a2", "a3", "b1", "b2"]);
    // While a3 was still in flight, b had to wait although there was a free slot.
    assert.deepEqual(seen[2], ["a1", "a2", "a3"]);
  });

  it("never lets in more than its limit, never two models, and everybody in the end, whatever happens", async () => {
    const step = fc.oneof(
      fc.record({
        type: fc.constant("enter" as const),
        model: fc.constantFrom("a", "b", "c"),
        run: fc.nat({ max: 2 }),
      }),
      fc.record({ type: fc.constant("leave" as const), which: fc.nat({ max: 20 }) }),
      fc.record({ type: fc.constant("stop" as const), which: fc.nat({ max: 20 }) }),
      fc.record({ type: fc.constant("hold" as const), model: fc.constantFrom("a", "b"), ms: fc.nat({ max: 5000 }) }),
      fc.record({ type: fc.constant("pass" as const), ms: fc.nat({ max: 5000 }) }),
    );
    const runs = [{}, {}, {}];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.array(step), async (most, swaps, steps) => {
        const time = new FakeTime();
        const queue = new ServerQueue({ concurrency: most, swapsModels: swaps }, time);
        const active: string[] = [];
        const waiting: AbortController[] = [];
        const counts = { entered: 0, admitted: 0, stopped: 0 };
        const leave = (which: number): void => {
          if (active.length === 0) return;
          const [model] = active.splice(which % active.length, 1);
          queue.answered(model!);
          queue.leave(model!);
        };
        for (const one of steps) {
          if (one.type === "enter") {
            const stop = new AbortController();
            counts.entered += 1;
            waiting.push(stop);
            queue
              .enter(visitor({ model: one.model, run: runs[one.run]!, signal: stop.signal }))
              .then(
                () => {
                  counts.admitted += 1;
                  active.push(one.model);
                },
                () => (counts.stopped += 1),
              )
              .finally(() => waiting.splice(waiting.indexOf(stop), 1));
          } else if (one.type === "leave") leave(one.which);
          else if (one.type === "stop") waiting[one.which % Math.max(1, waiting.length)]?.abort();
          else if (one.type === "hold") queue.holdBack(one.model, one.ms);
          else await time.pass(one.ms);
          await settled();
          assert.ok(active.length <= most);
          if (swaps) assert.ok(new Set(active).size <= 1);
        }
        await time.pass(5000);
        for (let rest = 0; rest <= steps.length; rest++) {
          leave(0);
          await settled();
        }
        assert.equal(counts.admitted + counts.stopped, counts.entered);
        assert.equal(time.waiting, 0);
        assert.equal(queue.idle, true);
      }),
      { numRuns: 60 },
    );
  });
});
