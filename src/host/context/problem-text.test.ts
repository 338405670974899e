import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { problemText } from "./problem-text.ts";

const code = Array.from({ length: 40 }, (_, line) => `line ${line + 1};`);
const lineAt = (line: number): string => code[line] ?? "";

describe("the problems of a file", () => {
  it("stand in the order of their lines, with their code", () => {
    const text = problemText(
      [
        { severity: "warning", message: "Unused.", source: "", startLine: 4, endLine: 5 },
        { severity: "error", message: "Cannot find name 'x'.", source: "ts(2304)", startLine: 1, endLine: 1 },
      ],
      lineAt,
    );
    const expected = [
      "Line 2: error ts(2304): Cannot find name 'x'.",
      "2 | line 2;",
      "",
      "Line 5: warning: Unused.",
      "5 | line 5;",
      "6 | line 6;",
    ];
    assert.equal(text, expected.join("\n"));
  });

  it("show a few lines of one that covers many", () => {
    const text = problemText([{ severity: "hint", message: "Long.", source: "", startLine: 0, endLine: 39 }], lineAt);
    assert.equal(text.split("\n").length, 9);
  });
});
