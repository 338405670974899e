import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { priced, served } from "../../../test/support/core/priced-calls.ts";
import { affordable } from "./affordable.ts";

const unknown = { prices: null } as const;
const pool = [
  served("priced", priced()),
  served("unpriced", priced({ ...unknown, name: "far" })),
  served("here", priced({ ...unknown, onThisMachine: true, selfHosted: true })),
  served("by the hour", priced({ ...unknown, costPerHourUsd: 1, selfHosted: true })),
  served("in the office", priced({ ...unknown, name: "office", selfHosted: true })),
  served("half priced", priced(), priced({ ...unknown, name: "spare" })),
  served("without end", priced({ name: "loose", ownOutputTokens: Infinity })),
];

describe("the pool that a question can afford", () => {
  it("is everybody without a cap", () => {
    assert.deepEqual(affordable(pool, null), { kept: pool, leftOut: [], warnings: [] });
  });

  it("leaves out and names who costs nobody knows how much, unless it runs on this machine", () => {
    const { kept, leftOut, warnings } = affordable(pool, 0.05);
    assert.deepEqual(
      kept.map(({ name }) => name),
      ["priced", "here", "by the hour"],
    );
    assert.deepEqual(leftOut, ["unpriced", "in the office", "half priced", "without end"]);
    const [warning, ...others] = warnings;
    assert.deepEqual(others, []);
    assert.match(
      warning!,
      /\$0\.0500.*: unpriced \(far\), in the office \(office\), half priced \(spare\), without end \(loose\)\. Set .*costPerHourUsd/,
    );
  });
});
