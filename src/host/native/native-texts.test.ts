import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";
import { placeIn } from "./chat-place.ts";

const { escaped } = await import("./plain-text.ts");
const { Progress } = await import("./progress.ts");

const id = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("the place of a run in a result's metadata", () => {
  it("is what SMCS has written there, and nothing that could name another file", () => {
    assert.deepEqual(placeIn({ metadata: { chatId: id, runId: id, more: 1 } }), { chatId: id, runId: id });
    for (const chatId of ["../../settings", "", 5, null, `${id}/..`]) {
      assert.equal(placeIn({ metadata: { chatId, runId: id } }), null);
    }
    assert.equal(placeIn({}), null);
  });
});

describe("words beside an answer", () => {
  it("are no markup, whatever they hold", () => {
    assert.equal(
      escaped("see [this](command:x)\n# and `that` $(zap) <b>"),
      "see \\[this\\]\\(command:x\\) \\# and \\`that\\` \\$\\(zap\\) \\<b\\>",
    );
    assert.equal(escaped("1. item"), "1\\. item");
  });
});

describe("the progress of a run", () => {
  it("tells each stage once, in order", () => {
    const lines: string[] = [];
    const progress = new Progress((line) => lines.push(line));
    const merging = { type: "candidate-start", subset: ["a", "b"], aggregator: "a" } as const;
    progress.tell({ type: "reference-hedged", model: "b" });
    progress.tell({ ...merging, draw: 0 });
    progress.tell({ ...merging, draw: 1 });
    progress.tell({ type: "warning", message: "not a stage" });
    assert.deepEqual(lines, ["b is late and is asked a second time", "Merging answers with a"]);
  });
});
