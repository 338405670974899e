import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { medmcqaFormat } from "./medmcqa.ts";
import { medmcqa } from "../../test/support/bank-import/samples.ts";
import { jsonLinesOf, questionsOf, reasonsOf, rowsOf } from "../../test/support/bank-import/rows.ts";

/** Returns a file of rows with these values of `cop`. */
const file = (...cops: unknown[]): string => jsonLinesOf(cops.map((cop, at) => ({ ...medmcqa, id: `a${at}`, cop })));

async function answers(text: string): Promise<string[]> {
  return (await questionsOf(medmcqaFormat, text)).map(({ task }) => (task.kind === "choice" ? task.answer : ""));
}

describe("MedMCQA", () => {
  it("has the subject as topic", async () => {
    const [first] = await questionsOf(medmcqaFormat, file(2, 4));
    assert.deepEqual(first, {
      id: "MedMCQA/a0",
      source: "MedMCQA",
      split: "bank",
      domain: "medicine",
      topic: "Anatomy",
      question: "Which bone is in the arm?",
      task: { kind: "choice", options: ["Femur", "Humerus", "Tibia", "Fibula"], answer: "B" },
      capability: {},
    });
  });

  it("counts from 1 where 4 stands, and from 0 where 0 stands", async () => {
    assert.deepEqual(await answers(file(1, 2, 3, 4)), ["A", "B", "C", "D"]);
    assert.deepEqual(await answers(file(1, 2, 3, 0)), ["B", "C", "D", "A"]);
  });

  it("follows the explanations where neither stands, and without those counts from 1", async () => {
    const explained = (cop: number, exp: string): string => jsonLinesOf([{ ...medmcqa, cop, exp }]);
    assert.deepEqual(await answers(explained(1, "Ans. is 'b' i.e., Humerus")), ["B"]);
    assert.deepEqual(await answers(explained(2, "Answer: (B) Humerus")), ["B"]);
    assert.deepEqual(await answers(explained(2, "Ans-c")), ["C"]);
    assert.deepEqual(await answers(explained(2, "The answer covers little.")), ["B"]);
    assert.deepEqual(await answers(file(1, 2)), ["A", "B"]);
  });

  it("refuses what contradicts the first thousand rows, however far down", async () => {
    const many = Array.from({ length: 1500 }, (_, index) => 1 + (index % 4));
    assert.deepEqual(await reasonsOf(medmcqaFormat, file(...many, 0)), [
      [1501, "cop is not usable: it is 0, but this file counts from 1"],
    ]);
    const late = Array.from({ length: 1000 }, () => 1);
    assert.deepEqual(await reasonsOf(medmcqaFormat, file(...late, 0)), [
      [1001, "cop is not usable: it is 0, but this file counts from 1"],
    ]);
    assert.deepEqual(
      (await rowsOf(medmcqaFormat, file(0, 0, 4, 3))).map(({ kind }) => kind),
      ["question", "question", "bad", "question"],
    );
  });

  it("refuses rows without an answer, and of the wrong types", async () => {
    const { cop: _, ...test } = medmcqa;
    assert.deepEqual(await reasonsOf(medmcqaFormat, file(-1, "1", 1.5, 5) + jsonLinesOf([test])), [
      [1, "cop is not usable: it is -1, but this file counts from 1"],
      [2, 'cop is not usable: Invalid type: Expected number but received "1"'],
      [3, "cop is not usable: Invalid integer: Received 1.5"],
      [4, "cop is not usable: it is 5, but this file counts from 1"],
      [5, "cop is missing"],
    ]);
  });
});
