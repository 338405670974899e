import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../../test/support/vscode/use-scripted-editor.ts";
import type { ImportResult } from "../../../bank/filling/index.ts";

const { importDetails, importProgress, importSummary } = await import("./import-texts.ts");

const result = (changes: Partial<ImportResult> = {}): ImportResult => {
  const none = {
    updated: 0,
    skipped: 0,
    failed: 0,
    leftOut: 0,
    bad: [],
    unknown: [],
    outcomesUnknown: 0,
    notInBank: 0,
    notes: [],
  };
  return { imported: 1200, questions: 1300, ...none, ...changes };
};

describe("what is said of an import", () => {
  it("tells the rate and the time that is left, where they are known", () => {
    const now = { phase: "reading", rows: 2560, share: 0.3, ratePerSecond: 1999.2, secondsLeft: 4.2 } as const;
    assert.equal(importProgress(now), "reading: 2,560 rows, 2,000 a second, about 5 s left");
    assert.equal(importProgress({ ...now, ratePerSecond: 0, secondsLeft: null }), "reading: 2,560 rows");
  });

  it("counts in one sentence", () => {
    assert.equal(importSummary(result()), "1,200 rows imported; the bank has 1,300 questions.");
    assert.equal(
      importSummary(result({ imported: 1, updated: 1, skipped: 4, failed: 2 })),
      "1 row imported, 1 changed a question, 4 changed nothing, 2 not usable; the bank has 1,300 questions.",
    );
    assert.match(importSummary(result({ failed: 2, leftOut: 3 })), /, 2 not usable, 3 in neither part of the paper/);
  });

  it("has details only where there are notes or skipped rows", () => {
    assert.equal(importDetails(result()), null);
    const notes = importDetails(result({ notes: ["3 questions\nare lost."] }));
    assert.match(notes ?? "", /^# Import\n\n1,200 rows.*\n\n- 3 questions are lost\.\n$/);
  });

  it("names the first skipped rows and counts all", () => {
    const bad = Array.from({ length: 300 }, (_, at) => ({ at, reason: "no\nJSON" }));
    const details = importDetails(result({ bad, failed: 5000, outcomesUnknown: 10 })) ?? "";
    assert.match(details, /\n- row 199: no JSON\n\nand 4,810 more\n$/);
    assert.doesNotMatch(details, /row 200/);
  });
});
