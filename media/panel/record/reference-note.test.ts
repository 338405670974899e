import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunEvent } from "../../../src/core/record/index.ts";
import { recordOf, referenceEnd, selectionEnd } from "../../../test/support/panel/example-run.ts";
import { notices } from "./progress.ts";
import { referenceNote } from "./reference-note.ts";

const note = (...events: readonly RunEvent[]): string =>
  referenceNote(recordOf([selectionEnd(), ...events]).references[0]!);
const start: RunEvent = { type: "reference-start", model: "a" };

describe("a model's line", () => {
  it("says what it waits for, and for how long, until text comes", () => {
    const pause: RunEvent = { type: "reference-pause", model: "a", reason: "rate limit", milliseconds: 12_000 };
    assert.equal(note(start, pause), "waits 12 s: rate limit");
    assert.equal(note(start, { ...pause, milliseconds: null }), "rate limit");
  });

  it("says when it was late and asked a second time", () => {
    const hedge: RunEvent = { type: "reference-hedged", model: "a" };
    assert.equal(note(start, hedge), "late, asked a second time");
    assert.deepEqual([note(), note(start)], ["waiting", "waiting"]);
  });

  it("says why there is no whole answer", () => {
    assert.equal(note(start, referenceEnd("a", { status: "failed", error: "lab: 503." })), "lab: 503.");
    assert.equal(note(start, referenceEnd("a", { status: "truncated" })), "cut off · 2.0 s · $0.0010");
    const used = referenceEnd("a", { status: "truncated", holdsAnswer: true });
    assert.equal(note(start, used), "cut off, used · 2.0 s · $0.0010");
    assert.equal(note(start, referenceEnd("a", { status: "aborted" })), "stopped");
  });
});

describe("a run's notices", () => {
  it("are its warnings and what was given up", () => {
    const warning: RunEvent = { type: "warning", message: "2 of 3 models answered." };
    const shortened: RunEvent = { type: "shortened", reason: "deadline", message: "The deadline was reached." };
    assert.deepEqual(notices(recordOf([warning, shortened])), ["2 of 3 models answered.", "The deadline was reached."]);
    assert.deepEqual(notices(recordOf([])), []);
  });
});
