import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { VirtualClock } from "./virtual-clock.ts";

const { signal } = new AbortController();

describe("virtual clock", () => {
  it("lets hours pass at once, waking in order", async () => {
    const time = new VirtualClock();
    const woken: string[] = [];
    const wait = async (name: string, milliseconds: number): Promise<void> => {
      await time.wait(milliseconds, signal);
      woken.push(`${name} at ${time.clock()}`);
    };
    await time.run(Promise.all([wait("b", 7_200_000), wait("a", 3_600_000), wait("c", 7_200_000)]));
    assert.deepEqual(woken, ["a at 3600000", "b at 7200000", "c at 7200000"]);
  });

  it("stands still while work goes on that takes real time", async () => {
    const time = new VirtualClock();
    const late = new AbortController();
    time.wait(1000, late.signal).then(
      () => assert.fail("the deadline came first"),
      () => undefined,
    );
    const work = async (): Promise<number> => {
      await time.outside(sleep(20));
      await time.wait(300, signal);
      late.abort();
      return time.clock();
    };
    assert.equal(await time.run(work()), 300);
  });

  it("passes on how outside work failed, and goes on", async () => {
    const time = new VirtualClock();
    const work = async (): Promise<number> => {
      await assert.rejects(time.outside(Promise.reject(new Error("no"))), /no/);
      await time.wait(5, signal);
      return time.clock();
    };
    assert.equal(await time.run(work()), 5);
  });

  it("ends with its work although outside work goes on", async () => {
    const time = new VirtualClock();
    void time.outside(new Promise(() => undefined));
    assert.equal(await time.run(sleep(5).then(() => "done")), "done");
  });

  it("says so when nothing will ever happen", async () => {
    await assert.rejects(new VirtualClock().run(new Promise(() => undefined)), /never happen/);
  });
});
