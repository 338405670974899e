import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { finqaFormat } from "./finqa.ts";
import { finqa } from "../../test/support/bank-import/samples.ts";
import { questionsOf, reasonsOf } from "../../test/support/bank-import/rows.ts";

const file = (...qas: unknown[]): string => JSON.stringify(qas.map((qa) => ({ ...finqa, qa })));

describe("FinQA", () => {
  it("asks the question with its report, and is answered by the program's result", async () => {
    assert.deepEqual(await questionsOf(finqaFormat, JSON.stringify([finqa])), [
      {
        id: "FinQA/ABC/2010/page_1.pdf-1",
        source: "FinQA",
        split: "bank",
        domain: "finance",
        question: [
          "by how much did revenue grow?",
          "the company grew . see the table .",
          "|  | 2010 | 2009 |\n| revenue | $ 120 | $ 100 |",
          "amounts in millions .",
        ].join("\n\n"),
        task: { kind: "math", answer: "0.2", tolerance: 0.01 },
        capability: {},
      },
    ]);
  });

  it("takes the written answer where there is no result, and yes or no as a choice", async () => {
    const question = "did it grow?";
    const found = await questionsOf(finqaFormat, file({ question, answer: "20%" }, { question, exe_ans: "no" }));
    assert.deepEqual(
      found.map(({ task }) => task),
      [
        { kind: "math", answer: "20%", tolerance: 0.01 },
        { kind: "choice", options: ["yes", "no"], answer: "B" },
      ],
    );
  });

  it("refuses the private test set's questions, which have no answer, and wrong types", async () => {
    assert.deepEqual(await reasonsOf(finqaFormat, file({ question: "q" }, { question: 1 }, "q")), [
      [1, "qa.exe_ans and qa.answer are missing"],
      [2, "qa.question is not usable: Invalid type: Expected string but received 1"],
      [3, 'qa is not usable: Invalid type: Expected Object but received "q"'],
    ]);
  });
});
