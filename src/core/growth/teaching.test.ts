import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { presets } from "../parameters.ts";
import {
  type CandidateRecord,
  emptyCandidate,
  type ReferenceRecord,
  type RunRecord,
  startRecord,
  waitingReference,
} from "../record/index.ts";
import { teachingOf } from "./teaching.ts";

const reference = (model: string, text: string, status: ReferenceRecord["status"] = "finished"): ReferenceRecord => {
  return { ...waitingReference(model), status, text };
};
const candidate = (subset: number, text: string, status: CandidateRecord["status"] = "finished"): CandidateRecord => {
  return { ...emptyCandidate, subset, model: "aggregator", references: [], text, status };
};
const started = startRecord({
  type: "run-start",
  runId: "r1",
  seed: 1,
  question: { text: "How?", context: [{ label: "secret.ts", text: "const key = 1" }], conversation: [] },
  system: "smcs",
  parameters: presets.coding,
  simulated: false,
});
const record = (changes: Partial<RunRecord> = {}): RunRecord => ({
  ...started,
  outcome: "done",
  references: [reference("a", "So."), reference("b", "Thus.")],
  candidates: [candidate(0, "First."), candidate(1, "Second.")],
  winner: 1,
  ...changes,
});

describe("what a run teaches", () => {
  it("is the winner against every reply that came to an end, cut off ones as they stand", () => {
    const references = [
      reference("a", "So."),
      reference("failed", "half an", "failed"),
      reference("cut", "too lo", "truncated"),
      reference("stopped", "So", "aborted"),
      reference("silent", " \n"),
    ];
    assert.deepEqual(teachingOf(record({ references })), {
      kind: "teaching",
      question: "How?",
      asked: started.asked,
      coding: false,
      task: null,
      chosen: { reply: "Second.", text: "Second." },
      references: [
        { model: "a", reply: "So.", text: "So." },
        { model: "cut", reply: "too lo", text: "too lo" },
      ],
    });
  });

  const chosenOf = (changes: Partial<RunRecord>): string => {
    const teaching = teachingOf(record(changes));
    return teaching.kind === "teaching" ? teaching.chosen.text : teaching.reason;
  };

  it("is the user's choice before the winner", () => {
    assert.equal(chosenOf({ choice: 0 }), "First.");
  });

  it("is the best reference where no aggregation finished", () => {
    assert.equal(chosenOf({ candidates: [], winner: 0, fallback: "best-reference" }), "So.");
  });

  it("compares the code alone where every text of a coding question has some", () => {
    const block = (code: string): string => `Look:\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
    const selection = { coding: true } as RunRecord["selection"];
    const coding = { selection, candidates: [candidate(0, block("f()"))], winner: 0 };
    const teaching = teachingOf(record({ ...coding, references: [reference("a", block("g()"))] }));
    assert.ok(teaching.kind === "teaching");
    assert.deepEqual(
      [teaching.chosen, teaching.references[0]],
      [
        { reply: block("f()"), text: "f()\n" },
        { model: "a", reply: block("g()"), text: "g()\n" },
      ],
    );
    assert.equal(chosenOf(coding), block("f()"));
  });

  it("takes the question as retrieval does: with the one before it, without the attached context", () => {
    const conversation = [
      { role: "user", content: "Sort a list?" },
      { role: "assistant", content: "sorted()" },
    ] as const;
    const teaching = teachingOf(record({ asked: { ...started.asked, conversation } }));
    assert.ok(teaching.kind === "teaching");
    assert.equal(teaching.question, "Sort a list?\nHow?");
  });

  const refusals: [string, Partial<RunRecord>, RegExp][] = [
    ["the models are simulated", { simulated: true }, /Simulated/],
    ["it is running", { outcome: "running" }, /did not finish/],
    ["it was stopped", { outcome: "aborted" }, /did not finish/],
    ["it failed", { outcome: "failed" }, /did not finish/],
    ["nobody won", { winner: null }, /no complete answer/],
    ["the chosen answer was cut off", { candidates: [candidate(0, "First, ", "truncated")], winner: 0 }, /no complete/],
    ["the chosen answer is empty", { candidates: [candidate(0, " ")], winner: 0 }, /no complete answer/],
    ["the answer is rated as bad", { candidates: [{ ...candidate(0, "So."), rating: "bad" }], winner: 0 }, /as bad/],
    ["no reference finished", { references: [reference("a", "So", "failed")] }, /No model finished/],
  ];
  for (const [when, changes, reason] of refusals) {
    it(`is nothing when ${when}`, () => {
      const teaching = teachingOf(record(changes));
      assert.ok(teaching.kind === "nothing");
      assert.match(teaching.reason, reason);
    });
  }
});
