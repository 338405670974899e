import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { after, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { RunningTime, withinLimit } from "../../src/sandbox/time-limit.ts";
import { startNode } from "../support/processes/start-process.ts";
import { createRunner } from "./running.ts";
import { builtFiles, snapshotFolder } from "./source-files.ts";

/** Number of processes per processor that keep the machine busy. */
const BUSY = 4;

/** Program that computes, and prints how many milliseconds that took. */
const COMPUTES = `
import time
began = time.perf_counter()
for n in range(1_000_000): pass
print(1000 * (time.perf_counter() - began))`;

const elsewhere = process.platform === "linux" ? false : "only Linux tells how long a process waited";

describe("a program's time limit", () => {
  const sandbox = createRunner({ files: builtFiles, snapshotFolder });
  after(() => sandbox.close());

  it("does not count the time in which a busy machine gave the program no turn", { skip: elsewhere }, async (t) => {
    const run = async (timeLimitMs: number): Promise<number> => {
      const { status, stdout, error } = await sandbox.run(
        { language: "python", program: COMPUTES, timeLimitMs },
        t.signal,
      );
      assert.equal(status, "finished", `${error} It had ${timeLimitMs} ms.`);
      return Number(stdout);
    };
    const alone = await run(60_000);
    for (let busy = 0; busy < BUSY * availableParallelism(); busy++) startNode(t, ["--eval", "for (;;);"]);
    const beside = await run(Math.ceil(2 * alone));
    t.diagnostic(`alone ${alone.toFixed(0)} ms, beside others ${beside.toFixed(0)} ms`);
  });

  it("does not count the time in which this process had no turn to carry messages", async () => {
    const began = performance.now();
    const halfOfIt = (one: unknown): number => (one === "thread-self" ? (performance.now() - began) / 2 : 0);
    const time = new RunningTime([process.pid], halfOfIt);
    await pause(200);
    const share = time.passed() / (performance.now() - began);
    assert.ok(share > 0.4 && share < 0.6, `${share}`);
  });

  it("counts the time in which a program waits by itself", async (t) => {
    const { child } = startNode(t, ["--eval", "setInterval(() => {}, 1000)"]);
    const began = performance.now();
    const time = new RunningTime([child.pid]);
    const end = await withinLimit(new Promise(() => undefined), { time, limitMs: 300 }, t.signal);
    assert.deepEqual(end, { status: "timeout", stdout: "", error: "The code did not end within 0.3 s." });
    const took = performance.now() - began;
    assert.ok(took >= 300 && took < 3000, `${took.toFixed(0)} ms`);
  });

  it("ends a program after ten times its limit, also after time in which it had its turns", async (t) => {
    let began = Infinity;
    const time = new RunningTime([process.pid], () => Math.max(0, performance.now() - began));
    await pause(1000);
    began = performance.now();
    await withinLimit(new Promise(() => undefined), { time, limitMs: 20 }, t.signal);
    const took = performance.now() - began;
    assert.ok(took < 5000, `${took.toFixed(0)} ms`);
  });
});
