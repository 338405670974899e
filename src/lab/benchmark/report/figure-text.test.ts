import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { figureText, isSure, withUnit } from "./figure-text.ts";

describe("a figure in words", () => {
  it("has its unit, its uncertainty and the paper's figure", () => {
    assert.deepEqual(figureText({ value: 0.8149, interval: [0.7, 0.9], paper: 0.7678 }, { unit: "share" }), {
      value: "81.5%",
      uncertainty: "[70.0, 90.0]",
      paper: "76.78%",
    });
    assert.deepEqual(figureText({ value: 0.5, deviation: 0.0123, interval: [0, 1] }, { unit: "share" }), {
      value: "50.0%",
      uncertainty: "± 1.2",
      paper: null,
    });
    assert.deepEqual(figureText({ value: null, interval: [0, 1] }, { unit: "usd" }), {
      value: "–",
      uncertainty: null,
      paper: null,
    });
  });

  it("says which way a difference goes, and nothing of one that rounds to none", () => {
    assert.equal(withUnit(0.0234, "points"), "+2.3");
    assert.equal(withUnit(-0.0234, "points"), "−2.3");
    assert.equal(withUnit(-0.0001, "points"), "0.0");
    assert.equal(withUnit(-0.25, "usd"), "−$0.250");
    const dearer = figureText({ value: 0.5, interval: [0.25, 1], paper: 1.31 }, { unit: "usd", isDifference: true });
    assert.deepEqual(dearer, { value: "+$0.500", uncertainty: "[+0.250, +1.00]", paper: "+$1.31" });
    const slower = figureText({ value: 2000 }, { unit: "milliseconds", isDifference: true });
    assert.equal(slower.value, "+2.0 s");
  });

  it("has more digits where amounts are small", () => {
    assert.deepEqual(
      [8.114, 0.1234, 0.01234, 0].map((value) => withUnit(value, "usd")),
      ["$8.11", "$0.123", "$0.0123", "$0.00"],
    );
    assert.deepEqual(
      [12_340, 450].map((value) => withUnit(value, "milliseconds")),
      ["12.3 s", "0.45 s"],
    );
  });

  it("is sure where the interval of a difference leaves zero out", () => {
    const points = { unit: "points" } as const;
    const costs = { unit: "usd", isDifference: true } as const;
    for (const column of [points, costs]) {
      assert.equal(isSure({ value: 0.1, interval: [0.01, 0.2] }, column), true);
      assert.equal(isSure({ value: 0.1, interval: [0, 0.2] }, column), false);
    }
    assert.equal(isSure({ value: 0.1, interval: [0.01, 0.2] }, { unit: "share" }), false);
    assert.equal(isSure({ value: 0.1, interval: [0.01, 0.2] }, { unit: "usd" }), false);
  });
});
