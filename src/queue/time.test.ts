import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { describe, it } from "node:test";
import { inWords, realTime } from "./time.ts";

describe("time", () => {
  it("is told in the unit that a person would choose, never too short", () => {
    assert.deepEqual([1, 40_000, 120_001, 301_000, 7_199_000, 7_300_000].map(inWords), [
      "1 s",
      "40 s",
      "121 s",
      "6 min",
      "2 h",
      "3 h",
    ]);
  });

  it("can be waited for, however long, until a signal says otherwise; nothing stays behind", async () => {
    const stop = new AbortController();
    await realTime.wait(1, stop.signal);
    assert.equal(getEventListeners(stop.signal, "abort").length, 0);
    const long = realTime.wait(1e12, stop.signal);
    await realTime.wait(2, new AbortController().signal);
    stop.abort();
    await assert.rejects(long, { name: "AbortError" });
  });
});
