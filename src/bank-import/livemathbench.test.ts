import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { livemathbenchFormat } from "./livemathbench.ts";
import { livemathbench } from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf, questionsOf, reasonsOf } from "../../test/support/bank-import/rows.ts";

describe("LiveMathBench", () => {
  it("has an id that depends on the question alone", async () => {
    const other = { ...livemathbench, question: "What is $1 + 1$?", answer: 2 };
    const [first, second] = await questionsOf(livemathbenchFormat, jsonLinesOf([livemathbench, other]));
    assert.deepEqual(await questionsOf(livemathbenchFormat, jsonLinesOf([other, livemathbench])), [second, first]);
    assert.match(first!.id, /^LiveMathBench\/[0-9a-f]{16}$/);
    assert.deepEqual(first!.task, { kind: "math", answer: "$55$" });
    assert.deepEqual(second!.task, { kind: "math", answer: "2" });
    assert.equal(first!.domain, "math");
  });

  it("is multiple choice where one of its options is the answer", async () => {
    const options = ["A. 1", "B、 2", "(C) 3"];
    const rows = [
      { ...livemathbench, options, answer: "B" },
      { ...livemathbench, options, answer: "AB" },
    ];
    const [single, several] = await questionsOf(livemathbenchFormat, jsonLinesOf(rows));
    assert.deepEqual(single!.task, { kind: "choice", options: ["1", "2", "3"], answer: "B" });
    assert.equal(single!.question, livemathbench.question);
    assert.deepEqual(several!.task, { kind: "math", answer: "AB" });
    assert.equal(several!.question, [livemathbench.question, ...options].join("\n"));
  });

  it("says what is wrong with a row", async () => {
    assert.deepEqual(
      await reasonsOf(livemathbenchFormat, jsonLinesOf([{ question: "q" }, { ...livemathbench, options: 1 }])),
      [
        [1, "answer is missing"],
        [2, "options is not usable: Invalid type: Expected Array but received 1"],
      ],
    );
  });
});
