import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RunEvent } from "../../../src/core/record/index.ts";
import { changeFrom, draftOf } from "./draft.ts";
import { recordOf, referenceEnd, selectionEnd } from "../../../test/support/panel/example-run.ts";

const delta = (model: string, text: string, thinking = ""): RunEvent => ({ type: "reference-delta", model, text, thinking }); // prettier-ignore
const draft = (events: readonly RunEvent[], shown: number | null = null): number | null =>
  draftOf(recordOf([selectionEnd(), ...events]), shown);

describe("the draft that is read until there is a winner", () => {
  it("is the best-ranked model's, from its first token on", () => {
    assert.equal(draft([]), null);
    assert.equal(draft([delta("b", "Quick")]), null, "a worse one that only began does not take its place");
    assert.equal(draft([delta("b", "Quick"), delta("a", "Well")]), 0);
    assert.equal(draft([delta("a", "", "Hm."), delta("b", "Quick")]), null, "thinking is nothing to read");
  });

  it("is another one's where the better ones failed, or that one is whole before they begin", () => {
    const failed = referenceEnd("a", { status: "failed", text: "" });
    assert.equal(draft([failed, delta("b", "Quick")]), 1);
    assert.equal(draft([referenceEnd("c")]), 2);
  });

  it("stays the one that is being read, unless that fails", () => {
    const events = [referenceEnd("c"), delta("a", "Well")];
    assert.equal(draft(events, 2), 2);
    assert.equal(draft([...events, referenceEnd("c", { status: "failed" })], 2), 0);
  });

  it("is a whole answer where the run was stopped", () => {
    const stopped: RunEvent = { type: "run-end", outcome: "aborted", durationMs: 1, error: null };
    const cut = referenceEnd("a", { status: "aborted", text: "Half" });
    assert.equal(draft([cut, referenceEnd("b"), stopped], 0), 1);
    assert.equal(draft([cut, stopped], 0), 0);
    assert.equal(draft([stopped]), null);
  });
});

describe("what an answer changes in its draft", () => {
  const block = (code: string, words = "So:"): string => `${words}\n\n\`\`\`ts\n${code}\n\`\`\`\n`;

  it("is told by their code", () => {
    assert.equal(changeFrom(block("let a;"), block("let  a;", "In short:")), "same-code");
    assert.equal(changeFrom(block("let a;"), block("let b;")), "other-code");
    assert.equal(changeFrom("Yes.", "Yes.\n"), "same");
    assert.equal(changeFrom("Yes.", "No."), null);
    assert.equal(changeFrom(block("let a;"), "No."), null);
  });
});
