import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChatPromptReference } from "vscode";
import "../../../test/support/vscode/use-scripted-editor.ts";

const { readReferences } = await import("./references.ts");

const pasted = (value: string): ChatPromptReference => ({ id: "paste", modelDescription: "notes.md", value });

describe("what stands in a chat request with a #", () => {
  it("goes along once, but two texts of one name are two", async () => {
    const { context, leftOut } = await readReferences([pasted("b"), pasted("a"), pasted("a"), pasted(" ")]);
    assert.deepEqual(
      context.map(({ label, text }) => [label, text]),
      [
        ["notes.md", "a"],
        ["notes.md", "b"],
      ],
    );
    assert.deepEqual(leftOut, []);
  });
});
