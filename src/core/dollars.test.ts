import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { usd, usdRange } from "./amounts.ts";

describe("dollars in messages", () => {
  it("never show something as nothing", () => {
    assert.deepEqual([0, 0.00004, 0.0001, 0.5, 3].map(usd), ["$0", "under $0.0001", "$0.0001", "$0.5000", "$3.00"]);
    assert.equal(usdRange({ low: 0, high: 0.00001 }), "$0 to under $0.0001");
  });
});
