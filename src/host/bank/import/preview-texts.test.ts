import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../../test/support/vscode/use-scripted-editor.ts";
import type { ImportPreview } from "../../../bank-import/index.ts";
import { formatNamed } from "../../../../test/support/bank-import/format-named.ts";

const { columnsText, exampleText, importQuestion, previewDocument } = await import("./preview-texts.ts");

const preview = (changes: Partial<ImportPreview> = {}): ImportPreview => ({
  format: formatNamed("pairs"),
  fileName: "quiz.jsonl",
  rows: 3,
  usable: 2,
  failed: 1,
  bad: [{ at: 3, reason: "there is no question" }],
  broken: null,
  outcomes: 0,
  repeated: 0,
  tasks: new Map([["math", 1]]),
  columns: {
    question: new Map([
      ["question", 1],
      ["prompt", 1],
    ]),
    answer: new Map([["answer", 2]]),
    checks: new Map([
      ["number", 1],
      ["free-text", 1],
    ]),
  },
  example: { id: "text-1", source: "quiz", split: "bank", question: "How\nmany?", task: { kind: "math", answer: "8" }, capability: {} }, // prettier-ignore
  ...changes,
});

describe("what is shown before an import", () => {
  it("is a question with the counts, or why nothing can be imported", () => {
    assert.equal(importQuestion(preview()), "2 usable, 1 not: import the 2?");
    assert.equal(importQuestion(preview({ failed: 0, usable: 3 })), "All 3 rows are usable: import them?");
    assert.equal(importQuestion(preview({ usable: 0, failed: 3 })), "None of the 3 rows can be used.");
    assert.match(importQuestion(preview({ broken: { at: 3, reason: "x" } })), /cannot be read to its end/);
    assert.match(importQuestion(preview({ rows: 0, usable: 0 })), /holds no rows/);
  });

  it("says on a line how fields are read, and what the first question becomes", () => {
    assert.equal(columnsText(preview().columns), "Question from question, prompt; answer from answer");
    assert.equal(exampleText(preview()), "How many? (stored as: math)");
  });

  it("has everything in a document: format, fields, checks, the example and each row that is not usable", () => {
    const text = previewDocument(preview({ failed: 1200, repeated: 1 }));
    assert.match(text, /^# Import of quiz\.jsonl\n\n2 usable, 1,200 not: import the 2\?\n/);
    assert.match(text, /- Format: pairs \(Plain questions/);
    assert.match(text, /- The question is read from: question \(1\), prompt \(1\)/);
    assert.match(text, /- 1: open\. The answer is free text/);
    assert.match(text, /- 1 question is in the file more than once/);
    assert.match(text, /\n {6}"question": "How\\nmany\?",\n/);
    assert.match(text, /- line 3: there is no question\n\nand 1,199 more\n$/);
  });

  it("keeps what a file says on its line", () => {
    const text = previewDocument(preview({ fileName: "a\n# b\u202e", bad: [{ at: 1, reason: "x\n\n# y" }] }));
    assert.match(text, /^# Import of a # b\n/);
    assert.match(text, /- line 1: x # y\n/);
  });
});
