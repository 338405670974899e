import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askedOf, initialState, nothingWritten, type PanelAction, reduce } from "./state.ts";

const start = initialState(nothingWritten);
const after = (...actions: PanelAction[]) => actions.reduce(reduce, start);
const preview = { question: "How?", plan: null };
const status = { mode: "demo", description: "", problem: null } as const;

describe("a preview in the panel's state", () => {
  it("is shown until the host takes it away, and then the question box has the focus", () => {
    const shown = after({ type: "preview", preview });
    assert.equal(shown.preview, preview);
    const gone = reduce(shown, { type: "preview", preview: null });
    assert.equal(gone.preview, null);
    assert.equal(gone.focusRequests, shown.focusRequests + 1);
  });

  it("is part of a snapshot", () => {
    const snapshot = { type: "snapshot" as const, runs: [], status, attached: [] };
    assert.equal(after({ ...snapshot, preview }).preview, preview);
    assert.equal(after({ type: "preview", preview }, snapshot).preview, null);
  });

  it("is of what would be asked now, with its preset and its system", () => {
    const written = after(
      { type: "edit", text: "How?" },
      { type: "choose", manner: { preset: "paper", system: "single" } },
    );
    assert.deepEqual(askedOf(written), { text: "How?", preset: "paper", system: "single" });
    assert.deepEqual(askedOf(start), { text: "" });
  });
});

it("what the host says of bank questions is kept, and a later word on one replaces the earlier", () => {
  const told = (id: string, text: string | null): PanelAction => ({
    type: "bank-questions",
    questions: [{ id, text, domain: "" }],
  });
  const { bankTexts } = after(told("a", "A"), told("b", "B"), told("a", null));
  assert.deepEqual([...bankTexts.values()], [
    { id: "a", text: null, domain: "" },
    { id: "b", text: "B", domain: "" },
  ]); // prettier-ignore
});
