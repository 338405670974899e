import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, it } from "node:test";
import { ChatError, type ChatFailureDetails } from "../core/errors.ts";
import type { ChatPause } from "../core/ports.ts";
import { serverOf } from "../servers/index.ts";
import { patientTurns } from "./patient-turns.ts";
import { LONGEST_PAUSE_MS, MOST_TRIES } from "./retry.ts";
import { ServerQueue } from "./server-queue.ts";
import { FakeTime, settled } from "../../test/support/queue/fake-time.ts";
import type { Waiting } from "./turns.ts";

const target = {
  ...serverOf({ name: "here", kind: "openai", baseUrl: "http://here", models: "*" }, null),
  model: { id: "m" },
};

const failure = (details: Partial<ChatFailureDetails>): ChatError =>
  new ChatError("here/m at http://here/v1: it broke.", { kind: "server", model: "here/m", ...details });
const transient = failure({ transient: true });

/**
 * Creates a model on an endpoint that takes one request at a time; its requests fail with these failures, in order,
 * then succeed.
 */
function world(concurrency = 1) {
  const time = new FakeTime();
  const queue = new ServerQueue({ concurrency, swapsModels: false }, time);
  const turns = patientTurns({ target, queue: () => queue, run: {}, time, random: () => 0.5 });
  const pauses: ChatPause[] = [];
  const sentAt: number[] = [];
  const stop = new AbortController();
  const ask = (failures: readonly ChatError[], changes: Partial<Waiting> = {}): Promise<string> => {
    const left = [...failures];
    const onPause = (pause: ChatPause): void => void pauses.push(pause);
    return turns(
      () => {
        sentAt.push(time.clock());
        const next = left.shift();
        return next === undefined ? Promise.resolve("reply") : Promise.reject(next);
      },
      { until: null, hasStandIn: false, signal: stop.signal, onPause, begun: false, ...changes },
    );
  };
  return { time, queue, pauses, sentAt, stop, turns, ask };
}

describe("a request that failed", () => {
  it("is sent again after growing pauses that are told", async () => {
    const { time, pauses, sentAt, ask } = world();
    const reply = ask([transient, transient]);
    await time.pass(10_000);
    assert.equal(await reply, "reply");
    assert.deepEqual(sentAt, [0, 500, 1500]);
    assert.deepEqual(pauses, [
      { reason: `${transient.message} Trying again, 2 of 4.`, milliseconds: 500 },
      { reason: `${transient.message} Trying again, 3 of 4.`, milliseconds: 1000 },
    ]);
  });

  it("is not sent again where another server stands in, nor does it wait there for a rate limit to end", async () => {
    const { queue, sentAt, pauses, ask } = world();
    await assert.rejects(ask([transient], { hasStandIn: true }), { message: transient.message });
    queue.holdBack("m", 5000);
    await assert.rejects(ask([], { hasStandIn: true }), /asked for a pause/);
    assert.deepEqual([sentAt, pauses], [[0], []]);
  });

  it("fails for good after so many tries, with what the last one said", async () => {
    const { time, sentAt, ask } = world();
    const reply = ask(Array.from({ length: 9 }, () => transient));
    const failed = assert.rejects(reply, {
      message: `${transient.message} Tried 4 times.`,
      details: transient.details,
    });
    await time.pass(60_000);
    await failed;
    assert.equal(sentAt.length, MOST_TRIES);
  });

  it("is not sent again when that would not help, or when some of its reply was handed out", async () => {
    for (const [error, begun] of [
      [failure({}), false],
      [failure({ transient: false, retryAfterMs: 10 }), false],
      [transient, true],
    ] as const) {
      const { time, sentAt, ask } = world();
      await assert.rejects(ask([error], { begun }), error);
      await time.pass(60_000);
      assert.equal(sentAt.length, 1);
    }
  });

  it("never waits past the time at which its reply is of use", async () => {
    const { sentAt, ask } = world();
    await assert.rejects(ask([transient], { until: 499 }), transient);
    assert.deepEqual(sentAt, [0]);
  });

  it("waits as long as the server asks for, with everybody else at that endpoint", async () => {
    const { time, sentAt, pauses, ask } = world(2);
    const limited = failure({ kind: "rate-limited", transient: true, retryAfterMs: 7000 });
    const first = ask([limited]);
    await settled();
    const second = ask([]);
    await time.pass(7499);
    assert.deepEqual(sentAt, [0]);
    assert.deepEqual(
      pauses.map(({ milliseconds }) => milliseconds),
      [7500, 7500],
    );
    await time.pass(1);
    assert.deepEqual(await Promise.all([first, second]), ["reply", "reply"]);
    assert.deepEqual(sentAt, [0, 7500, 7500]);
  });

  it("holds the endpoint back for a rate limit that names no time, but not for another failure", async () => {
    for (const [kind, expected] of [
      ["rate-limited", 500],
      ["server", 0],
    ] as const) {
      const { time, sentAt, ask } = world();
      const first = ask([failure({ kind, transient: true })]);
      await settled();
      const second = ask([]);
      await time.pass(10_000);
      await Promise.all([first, second]);
      assert.deepEqual(sentAt, [0, expected, 500]);
    }
  });

  it("fails at once when the server asks for too long a wait, and says when to come back", async () => {
    for (const [retryAfterMs, until] of [
      [LONGEST_PAUSE_MS + 1, null],
      [5000, 5000],
    ] as const) {
      const { sentAt, pauses, ask } = world();
      const limited = failure({ kind: "rate-limited", transient: true, retryAfterMs });
      await assert.rejects(
        ask([limited], { until }),
        /it broke\. It asks for a pause of (121|5) s: ask again after that, or use another endpoint\./,
      );
      assert.deepEqual([sentAt.length, pauses.length], [1, 0]);
    }
  });

  it("holds nobody back for what will not go away", async () => {
    const { ask } = world();
    await assert.rejects(ask([failure({ kind: "rate-limited", transient: false, retryAfterMs: 7000 })]));
    assert.equal(await ask([]), "reply");
  });

  it("is followed by more and more requests at a time once the endpoint answers again", async () => {
    const { time, queue, stop, turns, ask } = world(2);
    queue.holdBack("m", 1000);
    const first = ask([]);
    await time.pass(1000);
    assert.equal(await first, "reply");
    const reached: number[] = [];
    for (const each of [1, 2, 3]) {
      const never = (): Promise<never> => {
        reached.push(each);
        return new Promise(() => undefined);
      };
      void turns(never, {
        until: null,
        hasStandIn: false,
        signal: stop.signal,
        onPause: () => undefined,
        begun: false,
      });
    }
    await settled();
    assert.deepEqual(reached, [1, 2]);
  });

  it("holds no slot while it pauses", async () => {
    const { time, sentAt, ask } = world(1);
    const first = ask([transient]);
    await settled();
    assert.equal(await ask([]), "reply");
    assert.deepEqual(sentAt, [0, 0]);
    await time.pass(500);
    assert.equal(await first, "reply");
  });
});

describe("a request that is stopped", () => {
  it("ends at once in a pause and in the line, and leaves nothing behind", async () => {
    const { time, stop, turns, ask } = world(1);
    const pausing = ask([transient]);
    await settled();
    const never = new Promise<never>(() => undefined);
    void turns(() => never, {
      until: null,
      hasStandIn: false,
      signal: new AbortController().signal,
      onPause: () => 0,
      begun: false,
    });
    await settled();
    const inLine = ask([]);
    await settled();
    stop.abort();
    for (const reply of [pausing, inLine]) {
      await assert.rejects(reply, (error) => error instanceof ChatError && error.details.kind === "aborted");
    }
    assert.equal(time.waiting, 0);
    assert.equal(getEventListeners(stop.signal, "abort").length, 0);
  });
});

describe("a request that does not get its turn in time", () => {
  it("is a failure of its model, with what to do next", async () => {
    const { time, turns, ask } = world(1);
    void turns(() => new Promise<never>(() => undefined), {
      until: null,
      hasStandIn: false,
      signal: new AbortController().signal,
      onPause: () => 0,
      begun: false,
    });
    const reply = ask([], { until: 1000 });
    const failed = assert.rejects(reply, (error) => {
      assert.ok(error instanceof ChatError);
      assert.deepEqual([error.details.kind, error.details.model], ["timeout", "here/m"]);
      assert.match(error.message, /^here\/m at http:\/\/here\/v1: it waited too long/);
      return true;
    });
    await time.pass(1000);
    await failed;
  });

  it("knows when the endpoint may be asked again", async () => {
    const { queue, ask } = world(1);
    queue.holdBack("m", 9000);
    await assert.rejects(ask([], { until: 1000 }), (error) => {
      assert.ok(error instanceof ChatError);
      assert.deepEqual(
        [error.details.kind, error.details.transient, error.details.retryAfterMs],
        ["rate-limited", true, 9000],
      );
      return true;
    });
  });
});
