import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ServerHours } from "./server-hours.ts";

const hour = 3_600_000;

describe("a server's hours", () => {
  it("are shared by the requests that run at the same time", () => {
    let now = 0;
    const hours = new ServerHours(() => now);
    const server = { name: "gpu", costPerHourUsd: 2 };
    const first = hours.begin(server);
    now = hour;
    const second = hours.begin(server);
    now = 2 * hour;
    // One hour alone, and half of the next hour.
    assert.deepEqual([first.milliseconds(), second.milliseconds()], [1.5 * hour, hour / 2]);
    assert.equal(first.end(), 3);
    now = 3 * hour;
    assert.equal(second.end(), 3);
    now = 9 * hour;
    const third = hours.begin(server);
    now = 9.5 * hour;
    assert.equal(third.end(), 1, "idle time is nobody's");
  });

  it("are each server's own, and without a price nothing that is known", () => {
    let now = 0;
    const hours = new ServerHours(() => now);
    const shares = [
      { name: "one", costPerHourUsd: 1 },
      { name: "two", costPerHourUsd: 4 },
      { name: "free", costPerHourUsd: null },
    ].map((server) => hours.begin(server));
    now = hour;
    assert.deepEqual(
      shares.map((share) => share.end()),
      [1, 4, null],
    );
  });
});
