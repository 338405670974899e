import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";
import { atMostEvery } from "./at-most-every.ts";

describe("something done at most every so often", () => {
  it("is done at once, and for all that asked meanwhile once more", () => {
    let [time, done] = [0, 0];
    mock.timers.enable({ apis: ["setTimeout"] });
    const clock = mock.method(performance, "now", () => time);
    const pass = (milliseconds: number): void => {
      time += milliseconds;
      mock.timers.tick(milliseconds);
    };
    const act = atMostEvery(100, () => (done += 1));
    act();
    assert.equal(done, 1);
    pass(30);
    act();
    act();
    assert.equal(done, 1);
    pass(70);
    assert.equal(done, 2);
    pass(1_000);
    assert.equal(done, 2, "nobody asked");
    act();
    assert.equal(done, 3);
    clock.mock.restore();
    mock.timers.reset();
  });
});
