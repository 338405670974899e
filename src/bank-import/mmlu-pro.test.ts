import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mmluProFormat } from "./mmlu-pro.ts";
import { mmluPro } from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf, questionsOf, reasonsOf } from "../../test/support/bank-import/rows.ts";

describe("MMLU-Pro", () => {
  it("has its category as topic and the domain that follows from it", async () => {
    const rows = [mmluPro, { ...mmluPro, category: "physics" }, { ...mmluPro, category: "law" }];
    const [first, ...others] = await questionsOf(mmluProFormat, jsonLinesOf(rows));
    assert.deepEqual(first, {
      id: "MMLU-PRO/70",
      source: "MMLU-PRO",
      split: "bank",
      domain: "math",
      topic: "math",
      question: "Which of these is a prime number?",
      task: { kind: "choice", options: ["21", "27", "29", "33"], answer: "C" },
      capability: {},
    });
    assert.deepEqual(
      others.map(({ domain, topic }) => [domain, topic]),
      [
        ["science", "physics"],
        ["knowledge", "law"],
      ],
    );
  });

  it("refuses an answer that is no option, and one that contradicts its index", async () => {
    const rows = ["E", "", "AB", "c"].map((answer) => ({ ...mmluPro, answer }));
    assert.deepEqual(
      await reasonsOf(
        mmluProFormat,
        jsonLinesOf([...rows, { ...mmluPro, answer_index: 1 }, { ...mmluPro, options: "x" }]),
      ),
      [
        [1, 'answer is not usable: "E" is none of the 4 options'],
        [2, 'answer is not usable: "" is none of the 4 options'],
        [3, 'answer is not usable: "AB" is none of the 4 options'],
        [4, 'answer is not usable: "c" is none of the 4 options'],
        [5, "answer_index is not usable: it is 1, but answer is C"],
        [6, 'options is not usable: Invalid type: Expected Array but received "x"'],
      ],
    );
  });
});
