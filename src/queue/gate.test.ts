import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Gate } from "./gate.ts";
import { LONGEST_PAUSE_MS } from "./retry.ts";

function gateAt(concurrency: number) {
  const time = { now: 0 };
  return { time, gate: new Gate(concurrency, () => time.now) };
}

/** Returns how many requests a gate lets through at a time. */
const width = (gate: Gate): number => [0, 1, 2, 3, 4, 5, 6, 7, 8].find((active) => !gate.lets(active)) ?? Infinity;

describe("the gate of an endpoint", () => {
  it("lets so many through at a time", () => {
    assert.equal(width(gateAt(4).gate), 4);
  });

  it("is shut for as long as the endpoint asks, and opens step by step", () => {
    const { time, gate } = gateAt(6);
    gate.shut(5000);
    assert.deepEqual([width(gate), gate.shutFor(), gate.freeIn()], [0, 5000, 5000]);
    time.now = 5000;
    const widths = [width(gate)];
    for (let answer = 0; answer < 4; answer++) {
      gate.widen();
      widths.push(width(gate));
    }
    assert.deepEqual(widths, [1, 2, 4, 6, 6]);
  });

  it("is not opened by answers to what was sent before it was shut, nor by a shorter request", () => {
    const { time, gate } = gateAt(4);
    gate.shut(5000);
    gate.shut(1000);
    gate.widen();
    time.now = 4999;
    assert.equal(width(gate), 0);
    time.now = 5000;
    assert.equal(width(gate), 1);
  });

  it("lets one through to look, long before a very long time is over; an answer ends it", () => {
    const { time, gate } = gateAt(4);
    gate.shut(3_600_000);
    time.now = LONGEST_PAUSE_MS;
    assert.deepEqual([width(gate), gate.freeIn()], [1, 3_600_000 - LONGEST_PAUSE_MS]);
    gate.widen();
    assert.ok(gate.freeIn() <= 0);
  });
});
