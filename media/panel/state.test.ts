import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runStart, selectionEnd } from "./record/example-run.ts";
import { initialState, isBusy, type PanelAction, reduce } from "./state.ts";

const after = (...actions: PanelAction[]) => actions.reduce(reduce, initialState(""));
const status = { mode: "demo", description: "15 simulated models", problem: null } as const;
const started = (runId: string): PanelAction => ({ type: "event", runId, event: runStart(runId) });
const ended = { type: "run-end", outcome: "done", durationMs: 1, error: null } as const;

describe("the panel's state", () => {
  it("is replaced by a snapshot, but for what the user is writing", () => {
    const state = after(
      started("old"),
      { type: "edit", text: "draft" },
      { type: "snapshot", runs: [], status, attached: ["a.ts"] },
    );
    assert.deepEqual([state.runs, state.status, state.attached, state.draft], [[], status, ["a.ts"], "draft"]);
  });

  it("folds an event into its own run and leaves the others untouched", () => {
    const before = after(started("1"), started("2"));
    const state = reduce(before, { type: "event", runId: "2", event: selectionEnd() });
    assert.equal(state.runs[0], before.runs[0]);
    assert.equal(state.runs[1]?.selection?.bankSize, 10);
  });

  it("ignores events of runs it does not know", () => {
    assert.deepEqual(after({ type: "event", runId: "?", event: ended }).runs, []);
  });

  it("is busy from the question to the end of its run", () => {
    const steps: PanelAction[] = [
      { type: "asked", text: "Why?" },
      started("1"),
      { type: "event", runId: "1", event: ended },
    ];
    assert.deepEqual(
      steps.map((_, index) => isBusy(after(...steps.slice(0, index + 1)))),
      [true, true, false],
    );
  });

  it("empties the box when its text is asked, and gives it back when that fails", () => {
    const asked = after({ type: "edit", text: "Why?" }, { type: "asked", text: "Why?" });
    assert.equal(asked.draft, "");
    const failed = reduce(asked, { type: "failure", message: "No endpoint." });
    assert.deepEqual([failed.draft, failed.failure, isBusy(failed)], ["Why?", "No endpoint.", false]);
  });

  it("keeps what is being written when an example is asked or a request fails", () => {
    const asked = after({ type: "edit", text: "mine" }, { type: "asked", text: "example" });
    assert.equal(reduce(asked, { type: "failure", message: "x" }).draft, "mine");
  });

  it("is free for the next question when the last one is given back unasked", () => {
    const asked: PanelAction[] = [
      { type: "edit", text: "dear" },
      { type: "asked", text: "dear" },
    ];
    const back = after(...asked, { type: "compose", text: "dear" });
    assert.deepEqual([isBusy(back), back.draft], [false, "dear"]);
    assert.equal(isBusy(after(...asked, { type: "compose", text: "another" })), true);
  });

  it("asks for the focus each time the host composes, even the same text", () => {
    const compose: PanelAction = { type: "compose", text: "x" };
    assert.equal(after(compose, compose).focusRequests, 2);
  });
});
