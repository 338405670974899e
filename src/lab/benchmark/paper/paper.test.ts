import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { closedModelAccuracy, openModelAccuracy, systemAccuracy } from "./accuracy.ts";
import { paperDataSet } from "./data-sets.ts";
import { longModelAccuracy, longSystemAccuracy } from "./studies.ts";
import { averageOf, bestRow, meanRow, type PaperRow } from "./rows.ts";

const perCent = (row: PaperRow): number => Math.round(averageOf(row) * 10_000) / 100;

describe("the paper's figures", () => {
  it("average to what the paper prints, and to what its rows say where it slips", () => {
    const averages = Object.fromEntries(Object.entries(systemAccuracy).map(([name, row]) => [name, perCent(row)]));
    assert.deepEqual(averages, {
      smcs: 76.78,
      "symbolic-moe": 71.64,
      "mixture-of-agents": 70.51,
      "self-moa": 72.18,
      "self-consistency": 72.47,
      "majority-voting": 65.38,
      "simple-router": 68.13,
    });
    assert.equal(perCent(longSystemAccuracy.smcs), 81.01);
  });

  it("have the open and closed models' means and upper bounds", () => {
    assert.ok(Math.abs(perCent(meanRow(Object.values(openModelAccuracy))) - 59.66) <= 0.015);
    assert.ok(Math.abs(perCent(meanRow(Object.values(closedModelAccuracy))) - 65.66) <= 0.015);
    assert.ok(Math.abs(perCent(bestRow(Object.values(openModelAccuracy))) - 73.92) <= 0.015);
    assert.equal(perCent(bestRow(Object.values(longModelAccuracy))), 78.89);
    assert.equal(perCent(openModelAccuracy["GLM-Z1-32B-0414"]), 70.67);
  });

  it("are found by any spelling of a data set's name", () => {
    assert.equal(paperDataSet("mmlu_pro"), "MMLU-PRO");
    assert.equal(paperDataSet("MATH"), "MATH-500");
    assert.equal(paperDataSet("livecodebench"), "LiveCodeBench");
    assert.equal(paperDataSet("constructor"), null);
    assert.equal(paperDataSet("regular expressions"), null);
  });
});
