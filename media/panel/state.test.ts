import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AttachedItem } from "../../src/protocol/index.ts";
import { runStart, selectionEnd } from "../../test/support/panel/example-run.ts";
import { textIn } from "./recall.ts";
import { type Asked, initialState, isBusy, nothingWritten, type PanelAction, reduce } from "./state.ts";

const after = (...actions: PanelAction[]) => actions.reduce(reduce, initialState(nothingWritten));
const status = { mode: "demo", description: "15 simulated models", problem: null } as const;
const started = (runId: string): PanelAction => ({ type: "event", runId, event: runStart(runId) });
const ended = { type: "run-end", outcome: "done", durationMs: 1, error: null } as const;
const over = (runId: string): PanelAction => ({ type: "event", runId, event: ended });
const edit = (text: string): PanelAction => ({ type: "edit", text });
const ask = (text: string, how: Omit<Asked, "text"> = {}): PanelAction => ({ type: "asked", asked: { text, ...how } });
const back = (text: string, replaces: string | null = null, failure: string | null = null): PanelAction => ({
  type: "not-asked",
  text,
  replaces,
  failure,
});

describe("the panel's state", () => {
  it("is replaced by a snapshot, but for what the user is writing", () => {
    const attached: AttachedItem[] = [{ id: "1", kind: "file", label: "a.ts", tokens: 3, opens: true }];
    const state = after(started("old"), edit("draft"), { type: "snapshot", runs: [], status, attached, room: 100 });
    assert.deepEqual([state.runs, state.status, state.attached, state.room], [[], status, attached, 100]);
    assert.equal(state.draft, "draft");
  });

  it("folds an event into its own run and leaves the others untouched", () => {
    const before = after(started("1"), started("2"));
    const state = reduce(before, { type: "event", runId: "2", event: selectionEnd() });
    assert.equal(state.runs[0], before.runs[0]);
    assert.equal(state.runs[1]?.selection?.bankSize, 10);
  });

  it("folds the events of one message in their order", () => {
    const events = [
      { runId: "1", event: runStart("1") },
      { runId: "1", event: selectionEnd() },
      { runId: "1", event: ended },
    ];
    const [run] = after({ type: "events", events }).runs;
    assert.deepEqual([run?.selection?.bankSize, run?.outcome], [10, "done"]);
  });

  it("ignores events of runs it does not know", () => {
    assert.deepEqual(after({ type: "event", runId: "?", event: ended }).runs, []);
  });

  it("is busy from the question to the end of its run, and while an earlier run goes on", () => {
    const steps: PanelAction[] = [
      ask("Why?"),
      started("1"),
      { type: "event", runId: "1", event: ended },
      started("2"),
      { type: "event", runId: "2", event: ended },
      { type: "event", runId: "1", event: { type: "run-resume", model: "a", withdrawn: [] } },
    ];
    assert.deepEqual(
      steps.map((_, index) => isBusy(after(...steps.slice(0, index + 1)))),
      [true, true, false, true, false, true],
    );
  });

  it("empties the box when its text is asked, and gives it back when that fails", () => {
    const manner = { preset: "paper", system: "self-moa" } as const;
    const asked = after(edit("Why?"), { type: "choose", manner }, ask("Why?", manner));
    assert.deepEqual([asked.draft, asked.manner], ["", {}]);
    const failed = reduce(asked, { ...back("Why?", null, "No endpoint."), ...manner });
    assert.deepEqual([failed.draft, failed.failure, isBusy(failed)], ["Why?", "No endpoint.", false]);
    assert.deepEqual(failed.manner, manner);
  });

  it("takes a preset and a system for the next question, one in the place of another of its kind, until they are left", () => {
    const chosen = after(
      { type: "choose", manner: { preset: "economy" } },
      { type: "choose", manner: { system: "self-moa" } },
      { type: "choose", manner: { system: "single" } },
    );
    assert.deepEqual(chosen.manner, { preset: "economy", system: "single" });
    const left = reduce(chosen, { type: "unchoose", what: "preset" });
    assert.deepEqual([left.manner, left.focusRequests], [{ system: "single" }, 4]);
  });

  it("keeps what is being written when an example is asked or a request fails", () => {
    const asked = after(edit("mine"), ask("example"));
    assert.equal(reduce(asked, back("example", null, "x")).draft, "mine");
    const failed = reduce(asked, { type: "failure", message: "x" });
    assert.deepEqual([failed.draft, failed.failure, isBusy(failed)], ["mine", "x", true]);
  });

  it("empties the box too when its text comes back from a preview, which has it without the spaces around it", () => {
    assert.equal(after(edit(" Why?\n"), ask("Why?")).draft, "");
  });

  it("has a question wait while another one is answered, and is busy with that one alone", () => {
    const waiting = { id: "q", text: "And then?", attached: [] };
    const queue: PanelAction = { type: "queue", queued: [waiting] };
    const asked = after(ask("Why?"), started("1"), edit("And then?"), ask("And then?"), queue);
    assert.deepEqual([asked.draft, asked.asked, asked.queued], ["", null, [waiting]]);
    assert.equal(isBusy(reduce(asked, over("1"))), false);
    const unaware = after(ask("And then?"), queue);
    assert.equal(unaware.asked, null, "the host knew of another one");
  });

  it("puts what waited back into the box, before what is being written there, and never twice", () => {
    const questions = [{ text: "2?", preset: "paper" }, { text: "3?" }] as const;
    const takeBack: PanelAction = { type: "take-back", questions: [...questions] };
    const [empty, full, same] = [after(takeBack), after(edit("mine"), takeBack), after(edit("2? "), takeBack)];
    assert.deepEqual([empty.draft, empty.manner], ["2?\n\n3?", { preset: "paper" }]);
    assert.equal(full.draft, "2?\n\n3?\n\nmine");
    assert.equal(same.draft, "3?\n\n2? ");
  });

  const recall = (older: boolean): PanelAction => ({ type: "recall", older });
  const [up, down] = [recall(true), recall(false)];
  const asking = (runId: string, question: string): PanelAction => ({
    type: "event",
    runId,
    event: { ...runStart(runId), question: { ...runStart(runId).question, text: question } },
  });

  it("brings the chat's questions back one after the other, each once, and at last the draft that was there", () => {
    const chat = [asking("1", "A?"), asking("2", "B?"), asking("3", "A?"), edit("mine")];
    const steps = [up, up, up, down, down, down];
    assert.deepEqual(
      steps.map((_, index) => textIn(after(...chat, ...steps.slice(0, index + 1)))),
      ["A?", "B?", "B?", "A?", "mine", "mine"],
    );
    assert.equal(textIn(after(edit("mine"), up)), "mine", "there is no question yet");
  });

  it("makes a recalled text that is changed the draft, and loses neither the one that was there nor the question", () => {
    const changed = after(asking("1", "A?"), over("1"), edit("mine"), up, edit("A? B?"));
    assert.deepEqual([textIn(changed), textIn(reduce(changed, up))], ["A? B?", "mine"]);
    assert.equal(textIn([up, up].reduce(reduce, changed)), "A?");
    const sent = [ask("A? B?"), asking("2", "A? B?"), over("2"), up, ask("mine")].reduce(reduce, changed);
    assert.deepEqual([textIn(sent), sent.unsent], ["", []]);
  });

  it("leaves the draft alone when a recalled text is asked as it is, and keeps a question that came to nothing", () => {
    const sent = after(asking("1", "A?"), over("1"), edit("mine"), up, ask("A?"));
    assert.equal(textIn(sent), "mine");
    const refused = after(ask("B?"), edit("mine"), back("B?"), up);
    assert.deepEqual([refused.draft, textIn(refused)], ["mine", "B?"]);
  });

  it("asks for the focus when what had it goes: an example that is asked, a failure that is dismissed", () => {
    assert.equal(after(edit("mine"), ask("example")).focusRequests, 1);
    assert.equal(after({ type: "failure", message: "x" }, { type: "dismiss-failure" }).focusRequests, 1);
    assert.equal(after(edit("mine"), ask("mine")).focusRequests, 0, "Send became Stop, and keeps it");
  });

  it("opens an earlier question again when its new words were not asked", () => {
    const editing = { type: "edit-question", edited: { runId: "1", text: "Why not?" } } as const;
    const asked = after(started("1"), over("1"), edit("mine"), editing, ask("Why not?", { replaces: "1" }));
    assert.deepEqual([asked.edited, asked.draft], [null, "mine"]);
    const returned = reduce(asked, back("Why not?", "1"));
    assert.deepEqual([returned.edited, returned.draft, isBusy(returned)], [editing.edited, "mine", false]);
    const same = reduce(after(started("1"), over("1"), ask("Why?", { replaces: "1" })), back("Why?", "1"));
    assert.deepEqual([same.edited, isBusy(same)], [null, false]);
  });

  it("takes the focus each time the host asks for it, and keeps what is being written", () => {
    const focus: PanelAction = { type: "focus" };
    const { focusRequests, draft } = after(edit("Half a quest"), focus, focus);
    assert.deepEqual([focusRequests, draft], [2, "Half a quest"]);
  });
});
