import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { costText, duration, usd, usdRange } from "./amounts.ts";

describe("amounts in messages", () => {
  it("show fractions of cents only where there are few cents", () => {
    assert.deepEqual([usd(0.01234), usd(12.345), usd(0)], ["$0.0123", "$12.35", "$0"]);
    assert.deepEqual([costText(null), costText(2)], ["cost unknown", "$2.00"]);
  });

  it("show a range once where its ends are the same", () => {
    assert.equal(usdRange({ low: 1, high: 2.5 }), "$1.00 to $2.50");
    assert.equal(usdRange({ low: 0, high: 0 }), "$0");
  });

  it("round times up to a unit that fits", () => {
    assert.deepEqual([0.2, 89, 91, 5399, 7200].map(duration), ["1 s", "89 s", "2 min", "90 min", "2.0 h"]);
  });
});
