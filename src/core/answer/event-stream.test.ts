import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { turns } from "../../../test/support/core/scripted-model.ts";
import { eventStream } from "./event-stream.ts";

const never = new AbortController().signal;

async function read<Event>(stream: AsyncIterable<Event>, pause = 0): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of stream) {
    events.push(event);
    await turns(pause);
  }
  return events;
}

describe("an event stream", () => {
  it("tells the events in the order in which they were reported", async () => {
    const stream = eventStream<number>(async (emit) => {
      emit(1);
      await turns(3);
      emit(2);
      emit(3);
    }, never);
    assert.deepEqual(await read(stream), [1, 2, 3]);
  });

  it("of work that reports nothing ends", async () => {
    assert.deepEqual(await read(eventStream<number>(() => Promise.resolve(), never)), []);
  });

  it("throws what the work threw, after the last event", async () => {
    const stream = eventStream<number>((emit) => {
      emit(1);
      emit(2);
      return Promise.reject(new Error("broken"));
    }, never);
    const events: number[] = [];
    await assert.rejects(
      async () => {
        for await (const event of stream) events.push(event);
      },
      { message: "broken" },
    );
    assert.deepEqual(events, [1, 2]);
  });

  it("aborts the work of a reader who stops early", async () => {
    const seen: AbortSignal[] = [];
    const stream = eventStream<number>(async (emit, signal) => {
      seen.push(signal);
      emit(1);
      emit(2);
      await new Promise((resolve) => {
        signal.addEventListener("abort", resolve);
      });
    }, never);
    for await (const event of stream) {
      assert.equal(event, 1);
      assert.equal(seen[0]?.aborted, false);
      break;
    }
    assert.equal(seen[0]?.aborted, true);
  });

  it("hands an abort from outside on, with its reason", async () => {
    const outside = new AbortController();
    const stream = eventStream<unknown>(async (emit, signal) => {
      emit("started");
      await new Promise((resolve) => {
        signal.addEventListener("abort", resolve);
      });
      emit(signal.reason);
    }, outside.signal);
    const events: unknown[] = [];
    for await (const event of stream) {
      events.push(event);
      outside.abort("enough");
    }
    assert.deepEqual(events, ["started", "enough"]);
  });

  it("loses nothing and keeps the order, however slow its reader or its work is", async () => {
    const pauses = fc.array(fc.nat(4), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(pauses, fc.nat(6), async (between, slowness) => {
        const stream = eventStream<number>(async (emit) => {
          for (const [index, pause] of between.entries()) {
            emit(index);
            if (pause > 0) await turns(pause);
          }
        }, never);
        assert.deepEqual(await read(stream, slowness), [...between.keys()]);
      }),
    );
  });
});
