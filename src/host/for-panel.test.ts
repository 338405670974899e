import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { recordOf, runStart } from "../../test/support/panel/example-run.ts";
import { eventForPanel, forPanel } from "./for-panel.ts";

const question = {
  text: "Why?",
  context: [{ label: "a.ts", text: "x".repeat(1_000) }],
  conversation: [{ role: "user" as const, content: "Before?" }],
};
const shown = { text: "Why?", context: [{ label: "a.ts", text: "" }], conversation: [] };

describe("what the panel is told of a question", () => {
  it("are its words and the names of what went along, in a run and in its beginning", () => {
    const start = { ...runStart(), question };
    assert.deepEqual(eventForPanel(start), { ...start, question: shown });
    const run = recordOf([], start);
    assert.deepEqual(forPanel(run), { ...run, asked: shown });
  });
});
