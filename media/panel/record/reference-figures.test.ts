import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recordOf, referenceEnd, selectionEnd } from "../../../test/support/panel/example-run.ts";
import { writingRate } from "./reference-figures.ts";

const rate = (change: Parameters<typeof referenceEnd>[1]) =>
  writingRate(recordOf([selectionEnd(), referenceEnd("a", change)]).references[0]!);

describe("how fast a reference was written", () => {
  const times = { firstTokenMs: 500, durationMs: 2500 };

  it("is the server's tokens over the time from the first one on", () => {
    const usage = { promptTokens: 10, completionTokens: 120 };
    assert.deepEqual(rate({ ...times, usage }), { tokensPerSecond: 60, estimated: false });
  });

  it("is estimated where the server does not count, with what was thought", () => {
    const letters = { text: "x".repeat(300), thinking: "y".repeat(100) };
    assert.deepEqual(rate({ ...times, ...letters }), { tokensPerSecond: 50, estimated: true });
  });

  it("is unknown for what came all at once, and for nothing", () => {
    assert.equal(rate({ firstTokenMs: 500, durationMs: 600 }), null);
    assert.equal(rate({ firstTokenMs: null }), null);
    assert.equal(rate({ ...times, text: "" }), null);
  });
});
