import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { presets } from "../core/parameters.ts";
import type { RunEvent } from "../core/record/index.ts";
import { type EventLine, encodeEvent } from "./event-line.ts";
import { joinDeltas } from "./join-deltas.ts";
import { foldRuns } from "./read-runs.ts";

const selection = {
  question: "How?",
  space: "space",
  bankSize: 0,
  threshold: 0,
  support: [],
  supportBySource: {},
  prior: [],
  referencers: ["a", "b"],
  coding: false,
  closestSource: null,
  warnings: [],
};
const start = (runId: string): RunEvent[] => [
  {
    type: "run-start",
    runId,
    seed: 1,
    question: { text: "How?", context: [], conversation: [] },
    system: "smcs",
    parameters: presets.coding,
    simulated: false,
  },
  { type: "selection-end", selection, parameters: presets.coding },
];
const reply = { thinking: "", error: null, costUsd: null };
const referenceEnd = { type: "reference-end", status: "finished", ...reply, servedBy: null, usage: null } as const;

const piece = fc.record({ text: fc.string({ maxLength: 3 }), thinking: fc.string({ maxLength: 2 }) });
const model = fc.constantFrom("a", "b");
const draw = fc.constantFrom(0, 1);
const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("reference-delta" as const), model, piece }).map(flat) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("candidate-delta" as const), draw, piece }).map(flat) },
  model.map((one): RunEvent => ({ type: "reference-start", model: one })),
  model.map((one): RunEvent => ({ ...referenceEnd, model: one, text: "whole", firstTokenMs: 1, durationMs: 2 })),
  draw.map((one): RunEvent => ({ type: "candidate-start", draw: one, subset: ["a"], aggregator: "b" })),
  draw.map((one): RunEvent => ({ type: "candidate-dropped", draw: one })),
  fc.string().map((message): RunEvent => ({ type: "warning", message })),
);
const anyLine = fc.record({ runId: fc.constantFrom("one", "two"), event: anyEvent });

function flat<Rest extends object>({ piece: text, ...rest }: Rest & { piece: { text: string; thinking: string } }) {
  return { ...rest, ...text };
}

const record = (lines: readonly EventLine[]): string => JSON.stringify(foldRuns(lines.map(encodeEvent).join("")));

describe("joining pieces of text", () => {
  it("never changes a record, whatever happens in whatever order", () => {
    const begun = ["one", "two"].flatMap((runId) => start(runId).map((event) => ({ runId, event })));
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 40 }), (lines) => {
        assert.equal(record(joinDeltas([...begun, ...lines])), record([...begun, ...lines]));
      }),
    );
  });

  it("makes one line of all pieces of a reply, also of replies that are written at the same time", () => {
    const pieces = Array.from({ length: 30 }, (_, index): EventLine => {
      const place = { model: index % 3 === 0 ? "a" : "b", sample: index % 2 };
      return { runId: "one", event: { type: "reference-delta", ...place, text: "x", thinking: "" } };
    });
    const joined = joinDeltas(pieces);
    assert.equal(joined.length, 4);
    const texts = joined.map(({ event }) => (event.type === "reference-delta" ? event.text : "")).join("");
    assert.equal(texts, "x".repeat(30));
  });

  it("leaves events of a later version where and as they are", () => {
    const future = { type: "of-the-future", what: { ever: 1 } } as unknown as RunEvent;
    const delta: RunEvent = { type: "candidate-delta", draw: 0, text: "x", thinking: "" };
    const lines = [delta, future, delta].map((event) => ({ runId: "one", event }));
    assert.deepEqual(joinDeltas(lines), lines);
  });
});
