import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { costText, duration, milliseconds, seconds, usd, usdRange } from "./amounts.ts";

describe("amounts in messages", () => {
  it("show fractions of cents only where there are few cents", () => {
    assert.deepEqual([usd(0.01234), usd(12.345), usd(0)], ["$0.0123", "$12.35", "$0"]);
    assert.deepEqual([costText(null), costText(2)], ["cost unknown", "$2.00"]);
  });

  it("show a range once where its ends are the same", () => {
    assert.equal(usdRange({ low: 1, high: 2.5 }), "$1.00 to $2.50");
    assert.equal(usdRange({ low: 0, high: 0 }), "$0");
  });

  it("keep free and nearly free apart", () => {
    assert.deepEqual([0, 0.00001, 0.00123, 0.5].map(usd), ["$0", "under $0.0001", "$0.0012", "$0.5000"]);
  });

  it("show tenths of a second only while they matter", () => {
    const times = [0, 840, 9_949, 9_951, 59_400, 59_600, 125_000];
    assert.deepEqual(times.map(seconds), ["0.0 s", "0.8 s", "9.9 s", "10 s", "59 s", "1 min 0 s", "2 min 5 s"]);
    assert.deepEqual([12.4, 999, 1200].map(milliseconds), ["12 ms", "999 ms", "1.2 s"]);
  });

  it("round times up to a unit that fits", () => {
    assert.deepEqual([0.2, 89, 91, 5399, 7200].map(duration), ["1 s", "89 s", "2 min", "90 min", "2.0 h"]);
  });
});
