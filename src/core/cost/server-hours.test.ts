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
    // One hour alone, half of the next.
    assert.equal(first(), 3);
    now = 3 * hour;
    assert.equal(second(), 3);
    now = 9 * hour;
    const third = hours.begin(server);
    now = 9.5 * hour;
    assert.equal(third(), 1, "idle time is nobody's");
  });

  it("are each server's own, and without a price nothing that is known", () => {
    let now = 0;
    const hours = new ServerHours(() => now);
    const ends = [
      { name: "one", costPerHourUsd: 1 },
      { name: "two", costPerHourUsd: 4 },
      { name: "free", costPerHourUsd: null },
    ].map((server) => hours.begin(server));
    now = hour;
    assert.deepEqual(
      ends.map((end) => end()),
      [1, 4, null],
    );
  });
});
