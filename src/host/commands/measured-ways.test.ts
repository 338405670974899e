import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { presets } from "../../core/parameters.ts";

const { measuredText } = await import("./measured-ways.ts");

const run = (system: string, aggregations: number, durationMs: number | null, costUsd: number | null) => ({
  system,
  parameters: { ...presets.coding, aggregations },
  totals: { durationMs, costUsd, promptTokens: null, completionTokens: null },
});
const balanced = { preset: "coding", system: "smcs" } as const;

describe("what a way takes", () => {
  it("is the median of the runs that were answered in it", () => {
    const runs = [run("smcs", 4, 2000, 0.01), run("smcs", 4, 9000, 0.03), run("smcs", 4, 3000, 0.02)];
    assert.equal(
      measuredText([...runs, run("smcs", 8, 60_000, 1), run("single", 4, 100, 1)], balanced),
      "about 3.0 s, $0.0200",
    );
    assert.equal(measuredText(runs, { preset: "paper", system: "smcs" }), null);
  });

  it("has no cost where none is known, and is free where it was", () => {
    assert.equal(measuredText([run("smcs", 4, 12_400, null)], balanced), "about 12 s");
    assert.equal(measuredText([run("smcs", 4, 12_400, 0)], balanced), "about 12 s, free");
    assert.equal(measuredText([run("smcs", 4, null, 0)], balanced), null);
  });
});
