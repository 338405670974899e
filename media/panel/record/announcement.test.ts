import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { applyEvent, type RunEvent, type RunRecord, startRecord } from "../../../src/core/record/index.ts";
import { type Announced, announce, nothingAnnounced, withSentence } from "./announcement.ts";
import {
  candidate,
  MODELS,
  recordOf,
  referenceEnd,
  runStart,
  selectionEnd,
  unmerged,
} from "../../../test/support/panel/example-run.ts";

const scores: RunEvent = { type: "scores", candidates: [], winner: 1, agreeing: [0, 1] };
const judged: readonly RunEvent[] = [
  ...candidate(0),
  ...candidate(1),
  { ...scores, candidates: [0, 1].map((draw) => ({ draw, similarity: 1, score: 1 })) },
];
const answers = MODELS.map((model) => referenceEnd(model));
const end = (outcome: "done" | "failed" | "aborted", error: string | null = null): RunEvent => ({
  type: "run-end",
  outcome,
  durationMs: 1,
  error,
});
const wrote = (model: string): RunEvent => ({ type: "reference-delta", model, text: "word ", thinking: "" });

/** Applies events to a record. Returns all sentences that are announced meanwhile, in order. */
function saidFrom(run: RunRecord, announced: Announced, events: readonly RunEvent[]): string[] {
  const said: string[] = [];
  let last = announced.sentences.at(-1)?.id ?? 0;
  for (const event of events) {
    const next = applyEvent(run, event);
    announced = announce(announced, event, run, next);
    run = next;
    for (const { id, text } of announced.sentences) if (id > last) said.push(text);
    last = announced.sentences.at(-1)?.id ?? last;
  }
  return said;
}

/** Returns all sentences that are announced for a run from its start. */
function said(events: readonly RunEvent[], start = runStart()): string[] {
  return saidFrom(startRecord(start), nothingAnnounced([]), [start, ...events]);
}

describe("what a screen reader hears", () => {
  it("is the draft, the verdict and the end, once each and nothing of what streams in between", () => {
    const streamed = Array.from({ length: 50 }, () => wrote("a"));
    assert.deepEqual(said([selectionEnd(), ...streamed, wrote("b"), ...answers, ...judged, end("done")]), [
      "Asking the models.",
      "Draft from a.",
      "All 2 agree.",
      "The answer is ready.",
    ]);
  });

  it("is another draft where the first one broke off", () => {
    const failed = referenceEnd("a", { status: "failed", text: "", error: "lab: 503" });
    const heard = said([selectionEnd(), wrote("a"), wrote("b"), failed, wrote("b"), ...answers.slice(1)]);
    assert.deepEqual(heard, ["Asking the models.", "Draft from a.", "Draft from b."]);
  });

  it("is whose answer is being written where a single model answers, without a verdict", () => {
    const one = selectionEnd();
    const chosen = { ...one, selection: { ...one.selection, referencers: ["a"] } };
    const alone: RunEvent = { type: "scores", candidates: [{ draw: 0, similarity: 1, score: 1 }], winner: 0 };
    assert.deepEqual(
      said([chosen, wrote("a"), ...unmerged(0, "a"), alone, end("done")], runStart("run", 1, "single")),
      ["Asking the models.", "a is writing the answer.", "The answer is ready."],
    );
  });

  it("is how far a run came that was stopped", () => {
    assert.deepEqual(said([end("aborted")]), ["Asking the models.", "Stopped before anything was written."]);
    const halfway = said([selectionEnd(), ...answers.slice(1), end("aborted")]);
    assert.deepEqual(halfway.slice(1), ["Draft from b.", "Stopped before merging."]);
  });

  it("is the reason of a failure, and that a single answer stands in", () => {
    const error = "No model answered.";
    assert.deepEqual(said([end("failed", error)]), [
      "Asking the models.",
      "The question was not answered. No model answered.",
    ]);
    const fallback: RunEvent = { type: "fallback", model: "a" };
    assert.deepEqual(said([selectionEnd(), ...answers, fallback, end("done")]).slice(2), [
      "The answers could not be merged. The best single answer is ready.",
    ]);
    const cut = ["a", "b", "c"].map((model) => referenceEnd(model, { status: "truncated", holdsAnswer: false }));
    assert.deepEqual(said([selectionEnd(), ...cut, fallback, end("done")]).slice(-1), [
      "No whole answer came. The best one is ready as far as it goes.",
    ]);
  });

  it("is what the user made the reply, once for each choice", () => {
    const choices: RunEvent[] = [0, 0, 1].map((draw) => ({ type: "choice", draw }));
    const run = recordOf([selectionEnd(), ...answers, ...judged, end("done")]);
    assert.deepEqual(saidFrom(run, nothingAnnounced([run]), choices), [
      "The chat goes on from answer 1 now.",
      "The chat goes on from answer 2 now.",
    ]);
    const stopped = recordOf([selectionEnd(), ...answers, end("aborted")]);
    const used: RunEvent = { type: "fallback", model: "b" };
    assert.deepEqual(saidFrom(stopped, nothingAnnounced([stopped]), [used]), [
      "The chat goes on from the answer of b now.",
    ]);
  });

  it("is that a run goes on, and what came of it, once however many models are asked again", () => {
    const run = recordOf([selectionEnd(), ...answers, ...judged, end("done")]);
    const again: RunEvent[] = ["b", "c"].map((model) => ({ type: "run-resume", model, withdrawn: [] }));
    const heard = (...events: RunEvent[]): string[] => saidFrom(run, nothingAnnounced([run]), events);
    assert.deepEqual(heard(...again, ...answers, ...judged, end("done")), [
      "Asking again.",
      "All 2 agree.",
      "The answer is ready.",
    ]);
    assert.deepEqual(heard(...again, end("done")), [
      "Asking again.",
      "No new answer came. Everything stays as it was.",
    ]);
    const stopped = recordOf([selectionEnd(), ...answers, end("aborted")]);
    const merging: RunEvent = { type: "run-resume", withdrawn: [] };
    assert.deepEqual(saidFrom(stopped, nothingAnnounced([stopped]), [merging, ...judged, end("done")]), [
      "Merging the answers…",
      "All 2 agree.",
      "The answer is ready.",
    ]);
  });

  it("is who corrects an answer, not that answers are merged", () => {
    const run = recordOf([selectionEnd(), ...answers, ...judged, end("done")]);
    const correction: RunEvent = { type: "candidate-start", draw: 2, subset: ["a"], aggregator: "c", repairs: 1 };
    const resumed: RunEvent = { type: "run-resume", withdrawn: [] };
    assert.deepEqual(saidFrom(run, nothingAnnounced([run]), [resumed, correction, end("done")]), [
      "c corrects the answer…",
      "No new answer came. Everything stays as it was.",
    ]);
  });

  it("is never a book, however long a question or the name of a model is", () => {
    const { sentences } = withSentence(nothingAnnounced([]), `Waiting for its turn: ${"word ".repeat(20_000)}`);
    assert.match(sentences[0]?.text ?? "", /^Waiting for its turn: word [^]{400,500}…$/);
  });

  it("is nothing again after the panel was reloaded in the middle of a run", () => {
    const run = recordOf([selectionEnd(), wrote("a")]);
    const announced = nothingAnnounced([run]);
    assert.deepEqual(announced.sentences, []);
    assert.deepEqual(saidFrom(run, announced, [wrote("a"), ...answers, ...judged, end("done")]), [
      "All 2 agree.",
      "The answer is ready.",
    ]);
  });
});
