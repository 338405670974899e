import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../test/support/vscode/use-scripted-editor.ts";

const { learnedText } = await import("./learned-text.ts");

const capability = (values: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(values).map(([model, value]) => [model, { value, weight: 0.25, evidence: "choice" } as const]),
  );

describe("what was learned, in sentences", () => {
  it("names who is right, wrong and undecided", () => {
    assert.equal(
      learnedText({ capability: capability({ a: 1, b: 0, c: 0.5, d: 0.75 }), check: null }),
      "Added to the question bank. Right by your choice: a, d (75%). Wrong by your choice: b. Undecided, as the answers cannot be compared: c.",
    );
  });

  it("says when the bank's check has judged, and that the choice does not pass it", () => {
    assert.equal(
      learnedText({ capability: capability({ a: 1, b: 0 }), check: { chosenPasses: false } }),
      "Added to the question bank. Your choice does not pass the bank's check of this question. Right by the bank's check: a. Wrong by the bank's check: b.",
    );
  });

  it("says when the examples of the question have judged", () => {
    const judged = (value: number) => ({ value, weight: 0.5, evidence: "samples" }) as const;
    assert.equal(
      learnedText({ capability: { a: judged(1), b: judged(0) }, check: { chosenPasses: false } }),
      "Added to the question bank. Your choice does not pass all examples of the question. Right by the examples of the question: a. Wrong by the examples of the question: b.",
    );
  });

  it("calls nothing undecided that a check has judged", () => {
    assert.equal(
      learnedText({ capability: capability({ a: 0.5 }), check: { chosenPasses: true } }),
      "Added to the question bank. Right by the bank's check: a (50%).",
    );
  });

  it("reads lessons of earlier versions", () => {
    assert.equal(
      learnedText({ capability: capability({ a: 1 }) }),
      "Added to the question bank. Right by your choice: a.",
    );
  });
});
